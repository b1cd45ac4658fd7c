/** The friends' door: what a server needs of this module beyond its public names. */
export { createListener } from "./bind-sockets.ts";
export { plainAddress } from "./is-valid-ip.ts";
export { checkListenAddress, checkPort } from "./listen-address.ts";
export { hasCode } from "./listen-on.ts";
export { type SharedBind, sharedBinding } from "./shared-binding.ts";
export { checkSslOptions, readSslOptions } from "./ssl-options.ts";
