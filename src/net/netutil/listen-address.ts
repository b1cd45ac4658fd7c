import { shownValue } from "../../base/errors/internal.ts";
import { bindUnixSocketRules } from "./bind-options.ts";

/**
 * Looks at what `listen` was called with before anything is opened.
 *
 * @param port - a port, or an object with the path of a Unix socket
 * @param address - an IP address or host name, or nothing
 * @throws {TypeError} if one of them is of another type
 * @throws {RangeError} if the port is a number, but not one of a port
 */
export function checkListenAddress(port: unknown, address: unknown): void {
  if (typeof port === "object" && port !== null) checkUnixAddress(port);
  else checkPort("listen on", port);
  if (address === undefined || typeof address === "string") return;
  throw new TypeError(
    `Cannot listen on address ${shownValue(address)} because it must be text: ${addressCure(address)}`,
  );
}

/**
 * @param action - what needs the port, to be read behind "Cannot": `"listen on"`
 * @param port - what a caller has passed
 * @param least - 0 where the system may choose one
 * @throws {TypeError} if it is not a number
 * @throws {RangeError} if it is a number, but not one of a port
 */
export function checkPort(action: string, port: unknown, least: 0 | 1 = 0): void {
  if (typeof port !== "number") {
    throw new TypeError(`Cannot ${action} ${shownValue(port)} because a port is a number: ${portCure(port)}`);
  }
  if (Number.isInteger(port) && port >= least && port <= 65_535) return;
  const cure = Number.isNaN(port) ? ": Number(...) makes NaN of a variable that is not set" : "";
  throw new RangeError(
    `Cannot ${action} port ${port} because a port is a whole number from ${least} to 65535${cure}`,
  );
}

function checkUnixAddress(address: object): void {
  if ("port" in address) {
    throw new TypeError(
      `Cannot listen on an object with a port: pass the port itself, such as listen(8888, "127.0.0.1")`,
    );
  }
  bindUnixSocketRules.check(address);
  checkSocketPath("path" in address ? address.path : undefined);
}

/** @throws {TypeError} if it is no path of a Unix socket */
export function checkSocketPath(path: unknown): void {
  if (typeof path === "string" && path !== "") return;
  throw new TypeError(
    `Cannot listen on a Unix socket because path must be text: current value is ${shownValue(path)}; pass { path: "/run/app.sock" }`,
  );
}

function portCure(port: unknown): string {
  if (typeof port === "string" && /[^\d\s]/.test(port))
    return `pass { path: ${shownValue(port)} } for a Unix socket`;
  if (typeof port === "string") return "write Number(process.env.PORT)";
  return "pass one, such as 8888, or 0 for any that is free";
}

function addressCure(address: unknown): string {
  if (typeof address === "function") return "await listen(...) instead of passing a callback";
  if (typeof address === "object" && address !== null)
    return "options come third, as in listen(8888, undefined, { ... })";
  return 'pass one such as "127.0.0.1", or undefined for all';
}
