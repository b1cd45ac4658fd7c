export { TCPClient, type TCPClientOptions, type TCPConnectOptions } from "./tcp-client.ts";
