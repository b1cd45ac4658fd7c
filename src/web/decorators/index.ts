export { addSlash } from "./add-slash.ts";
export { asynchronous } from "./asynchronous.ts";
export { authenticated } from "./authenticated.ts";
export type { HandlerMethodDecorator } from "./handler-method.ts";
export { removeSlash } from "./remove-slash.ts";
export { streamRequestBody } from "./stream-request-body.ts";
