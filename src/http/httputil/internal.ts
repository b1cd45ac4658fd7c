/** The friends' door: what the protocol needs of this module beyond its public names. */
export { BodyPieces } from "./body-pieces.ts";
export { isCookieName } from "./cookies.ts";
export { appendField, headersFromFieldLines, trimmedSlice, wireFieldsOf } from "./http-headers.ts";
export { parseTarget } from "./request-target.ts";
export { encodePath, percentDecode } from "./urls.ts";
