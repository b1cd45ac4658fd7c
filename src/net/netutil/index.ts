export { type BindSocketsOptions, bindSockets } from "./bind-sockets.ts";
export { AddressInUseError } from "./errors.ts";
