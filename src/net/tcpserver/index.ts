export { TCPServer, type TCPServerOptions, type UnixAddress } from "./tcp-server.ts";
