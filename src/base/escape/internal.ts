/** The friends' door: what reads request targets and forms. */
export { decodeField, forEachField } from "./query-string.ts";
export { percentDecode } from "./url.ts";
export { withoutBom } from "./utf8.ts";
