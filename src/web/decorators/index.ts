export { asynchronous } from "./asynchronous.ts";
export { streamRequestBody } from "./stream-request-body.ts";
