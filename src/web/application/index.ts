export { Application, type HandlerDelegateOptions, type RegisteredHandler } from "./application.ts";
