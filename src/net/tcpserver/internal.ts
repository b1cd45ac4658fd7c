/** The friends' door: what a server needs of this module beyond its public names. */
export { tcpServerOptions } from "./server-options.ts";
export type { SharedReader } from "./shared-reads.ts";
