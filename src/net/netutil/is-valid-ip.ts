import { isIP } from "node:net";

/**
 * Whether a text is an IPv4 or IPv6 address, and not a name or a part of one.
 *
 * @see tornado.netutil.is_valid_ip
 */
export function isValidIp(text: string): boolean {
  return isIP(text) !== 0;
}

/** A listener on all addresses sees IPv4 clients as `::ffff:192.0.2.1`. */
export function plainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}
