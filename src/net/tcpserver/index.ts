export type { TCPServerOptions } from "./server-options.ts";
export { type StreamResult, TCPServer, type UnixAddress } from "./tcp-server.ts";
