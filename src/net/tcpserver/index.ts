export type { TCPServerOptions } from "./server-options.ts";
export { TCPServer, type UnixAddress } from "./tcp-server.ts";
