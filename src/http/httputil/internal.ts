/** The friends' door: what the protocol needs of this module beyond its public names. */
export { encodingQuality } from "./accept-encoding.ts";
export { BodyPieces } from "./body-pieces.ts";
export { parseHttpDate } from "./dates.ts";
export { appendField, headersFromFieldLines, trimmedSlice, wireFieldsOf } from "./http-headers.ts";
export { type ByteRange, requestedRange } from "./range.ts";
export { parseTarget } from "./request-target.ts";
export { encodePath, percentDecode } from "./urls.ts";
