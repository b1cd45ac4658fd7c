/**
 * The friends' door: what a thread needs that writes a line while the loggers' own thread cannot, and what lines on
 * workers have beside their own fields. Loads no logger.
 */
export { setLineFields } from "./line-fields.ts";
export { type LineFormat, lineFormat } from "./line-format.ts";
export { LogFormatter } from "./log-formatter.ts";
export { redactedUrl } from "./redaction.ts";
export { safeLine } from "./safe-line.ts";
export { ThrottledWarning } from "./throttled-warning.ts";
export { shortText } from "./visible-text.ts";
