import { timingSafeEqual } from "node:crypto";

/** Whether both are equal, in a time that does not tell at which byte they differ. */
export function isSameSecret(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
