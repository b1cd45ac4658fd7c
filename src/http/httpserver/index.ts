export type { RequestCallback } from "./callable-adapter.ts";
export { type DrainOptions, HTTPServer, type HTTPServerOptions } from "./http-server.ts";
