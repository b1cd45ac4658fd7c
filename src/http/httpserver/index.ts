export type { RequestCallback } from "./callable-adapter.ts";
export { type DrainOnSignalOptions, drainOnSignal } from "./drain-on-signal.ts";
export type { DrainableServer, DrainOptions } from "./drain-options.ts";
export { HTTPServer } from "./http-server.ts";
export type { ProxyOptions } from "./request-context.ts";
export type { HTTPServerOptions } from "./server-options.ts";
