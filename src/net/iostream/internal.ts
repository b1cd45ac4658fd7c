/** The friends' door: what other modules need of this one beyond its public names. */
export { withoutRootDot } from "./start-tls.ts";
export { streamOptions } from "./stream-options.ts";
