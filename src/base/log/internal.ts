/** The friends' door: what a thread needs that writes a line while the loggers' own thread cannot. Loads no logger. */
export { type LineFormat, lineFormat } from "./line-format.ts";
export { LogFormatter } from "./log-formatter.ts";
export { ThrottledWarning } from "./throttled-warning.ts";
