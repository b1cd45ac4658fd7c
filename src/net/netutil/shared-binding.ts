import { perThread } from "../../concurrent/internal.ts";

/**
 * Binds a port that other processes listen on, too.
 *
 * @param address - an IP address; `undefined`: every address of this machine
 * @returns what `listen` of a `net.Server` takes; `undefined` if it is to bind by itself
 */
export type SharedBind = (port: number, address: string | undefined) => Promise<object | undefined>;

/** How this process binds; without an entry by itself. */
export interface SharedBinding {
  bind?: SharedBind;
}

/** The binding of this process: a forked one asks its supervisor. */
export function sharedBinding(): SharedBinding {
  return perThread(Symbol.for("typhoon.binding"), () => ({}));
}
