export { type Injection, inject } from "./inject.ts";
export { InjectedResponse } from "./injected-response.ts";
