import { MessagePort } from "node:worker_threads";
import { lookInto } from "./containers.ts";

/**
 * Refuses a message port that is not to move with its message. The platform would refuse it too, but of one that is
 * closed its clone ends the process.
 *
 * @param value - what is about to be cloned
 * @param moves - what moves with it
 * @param seen - the objects that were looked at before. Default: none
 * @throws {DOMException} as the structured clone does, and what getters and Proxies in the value throw
 */
export function refuseStrayPorts(
  value: object,
  moves: readonly unknown[] = [],
  seen: Set<object> = new Set(),
): void {
  const open = [value];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (seen.has(part)) continue;
    seen.add(part);
    if (lookInto(part, open) === "other") refuseStrayPort(part, moves);
  }
}

/** As `refuseStrayPorts`, for the object itself. */
export function refuseStrayPort(value: object, moves: readonly unknown[] = []): void {
  if (!isPort(value) || moves.includes(value)) return;
  throw new DOMException(
    "A MessagePort was found in a message and not in what moves with it",
    "DataCloneError",
  );
}

/** Whether it is a message port, of which a closed one must not be shown to the structured clone. */
export function isPort(value: object): boolean {
  return Object.getPrototypeOf(value) === MessagePort.prototype;
}
