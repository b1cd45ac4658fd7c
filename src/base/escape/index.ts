export { squeeze, xhtmlEscape, xhtmlUnescape } from "./html.ts";
export { jsonDecode, jsonEncode } from "./json.ts";
export { type LinkifyOptions, linkify } from "./linkify.ts";
export { type ParseQsOptions, parseQsBytes } from "./query-string.ts";
export { type UrlEscapeOptions, type UrlUnescapeOptions, urlEscape, urlUnescape } from "./url.ts";
export { recursiveUnicode, toUnicode, utf8 } from "./utf8.ts";
