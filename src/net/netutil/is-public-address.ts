import { BlockList, isIP } from "node:net";

// The special-purpose registries of IANA (RFC 6890), and multicast.
const ranges = [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24",
  "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
  "::/127 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 ff00::/8",
].flatMap((line) => line.split(" "));

let special: BlockList | undefined;

/**
 * Whether an IP address is one of the public internet: neither this machine, nor its networks, nor anything reserved.
 *
 * For `allowAddress` of a client that fetches URLs which come from users.
 *
 * @param address - an IP address; anything else is not public
 * @example
 * ```ts
 * import { isPublicAddress } from "typhoon/netutil";
 *
 * isPublicAddress("93.184.215.14");     // true
 * isPublicAddress("169.254.169.254");   // false
 * isPublicAddress("::ffff:10.0.0.1");   // false
 * ```
 */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/s, "");
  const family = isIP(plain);
  if (family === 0) return false;
  special ??= specialAddresses();
  return !special.check(plain, family === 4 ? "ipv4" : "ipv6");
}

function specialAddresses(): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", prefix] = range.split("/");
    list.addSubnet(network, Number(prefix), isIP(network) === 4 ? "ipv4" : "ipv6");
  }
  return list;
}
