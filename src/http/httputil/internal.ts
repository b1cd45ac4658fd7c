/** The friends' door: what the protocol needs of this module beyond its public names. */

export { acceptedCodings } from "./accept-encoding.ts";
export { isForm, openFormReader, readForm } from "./body-arguments.ts";
export { BodyPieces } from "./body-pieces.ts";
export { BodyStream } from "./body-stream.ts";
export { cookieAttributes, cookieRules } from "./cookie-attributes.ts";
export { isCookieName } from "./cookies.ts";
export { parseHttpDate } from "./dates.ts";
export { FormLimits, formRules } from "./form-limits.ts";
export type { FormReader } from "./form-reader.ts";
export { appendField, headersFromFieldLines, trimmedSlice, wireFieldsOf } from "./http-headers.ts";
export { abortSourceOf, setForm } from "./http-server-request.ts";
export { InputBuffer } from "./input-buffer.ts";
export { type ByteRange, requestedRange } from "./range.ts";
export { parseTarget } from "./request-target.ts";
export { textSize } from "./text-size.ts";
export { encodePath } from "./urls.ts";
