export { addAcceptHandler } from "./add-accept-handler.ts";
export type { BindSocketsOptions, BindUnixSocketOptions } from "./bind-options.ts";
export { bindSockets } from "./bind-sockets.ts";
export { bindUnixSocket } from "./bind-unix-socket.ts";
export { AddressInUseError, NotASocketError, SSLOptionsError } from "./errors.ts";
export { isPublicAddress } from "./is-public-address.ts";
export { isValidIp } from "./is-valid-ip.ts";
export {
  type AddressFamily,
  DefaultLoopResolver,
  type HostOverride,
  OverrideResolver,
  type ResolvedAddress,
  type Resolver,
} from "./resolver.ts";
export { type ClientSSLOptions, type SSLFiles, type SSLOptions, sslOptionsToContext } from "./ssl-options.ts";
