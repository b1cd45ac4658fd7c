import { scryptSync } from "node:crypto";

/** By which scrypt's work is 20 ms of one core. */
export const usualCost = 8192;

/** What blocks: the same work by the same library (OpenSSL) in every server. */
export function hashPassword(cost = usualCost) {
  return scryptSync("correct horse battery staple", "salt", 32, { N: cost, r: 8, p: 1 }).toString("hex");
}
