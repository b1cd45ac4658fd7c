export { TCPServer, type TCPServerOptions } from "./tcp-server.ts";
