export type { RequestCallback } from "./callable-adapter.ts";
export { type DrainOptions, HTTPServer, type HTTPServerOptions } from "./http-server.ts";
export type { ProxyOptions } from "./request-context.ts";
