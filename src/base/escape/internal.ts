/** The friends' door: what reads request targets. */
export { percentDecode } from "./url.ts";
