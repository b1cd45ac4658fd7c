/** The friends' door: what the server needs of this module beyond its public names. */
export { ConnectionSet } from "./connection-set.ts";
export { errorText } from "./error-answer.ts";
export { ResponseHead } from "./response-head.ts";
