/** The friends' door: what the server needs of this module beyond its public names. */
export { ConnectionSet } from "./connection-set.ts";
