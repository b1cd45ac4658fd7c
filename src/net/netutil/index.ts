export { type BindSocketsOptions, bindSockets } from "./bind-sockets.ts";
export { type BindUnixSocketOptions, bindUnixSocket } from "./bind-unix-socket.ts";
export { AddressInUseError, NotASocketError, SSLOptionsError } from "./errors.ts";
export { isValidIp } from "./is-valid-ip.ts";
export { type SSLOptions, sslOptionsToContext } from "./ssl-options.ts";
