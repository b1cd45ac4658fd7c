export type { TCPClientOptions, TCPConnectOptions } from "./client-options.ts";
export { TCPClient } from "./tcp-client.ts";
