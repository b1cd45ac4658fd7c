/** The friends' door: rules for options that are those of a stream, and more. */
export { streamOptions } from "./stream-options.ts";
