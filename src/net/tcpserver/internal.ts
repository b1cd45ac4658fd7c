/** The friends' door: what a server needs of this module beyond its public names. */
export type { SharedReader } from "./shared-reads.ts";
