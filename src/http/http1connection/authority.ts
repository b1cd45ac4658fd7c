import { isIPv6 } from "node:net";

// RFC 3986 §3.2.2: an IP literal or a registered name, then a port. User information would only serve to mislead
// (RFC 9110 §4.2.4), a comma would make two hosts out of one field, and an empty name is no host (RFC 9110 §4.2.1).
const hostAndPort =
  /^(?:\[([0-9A-Fa-f:.]+)\]|\[v[0-9A-Fa-f]+\.[\w\-.~!$&'()*+,;=:]+\]|(?:[\w\-.~!$&'()*+;=]|%[0-9A-Fa-f]{2})+)(?::[0-9]*)?$/i;

/** Whether `text` names a host, with or without a port: the same rule for the `Host` field and for targets. */
export function isAuthority(text: string): boolean {
  const match = hostAndPort.exec(text);
  if (match === null) return false;
  const address = match[1];
  return address === undefined || isIPv6(address);
}
