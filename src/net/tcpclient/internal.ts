/** The friends' door: for whoever connects sockets of its own kind. */
export { type Attempt, Connector } from "./connector.ts";
