/** The friends' door: what an application checks of the rules that lead to these handlers. */
export { checkKwargs } from "./kwargs-rules.ts";
