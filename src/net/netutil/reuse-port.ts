const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** An older Node would ignore the option, and the second process would fail to listen. */
const isUnderstood = major > 23 || (major === 23 && minor >= 1) || (major === 22 && minor >= 12);

/**
 * What several processes need to listen on one port, among which the system spreads the connections.
 *
 * @throws {RangeError} if this version of Node has no such option
 */
export function reusePortOption(reusePort: boolean | undefined): { readonly reusePort?: true } {
  if (reusePort !== true) return {};
  if (isUnderstood) return { reusePort };
  throw new RangeError(
    `Cannot listen with reusePort as it needs Node 22.12 or 23.1: current version is ${process.versions.node}; share the port by node:cluster instead`,
  );
}
