import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { unblock } from "typhoon/concurrent";

// A third of a second and 32 MiB on one processor, which is what OWASP recommends at the least.
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 2 ** 26 };
const hashSize = 32;

// Not more than two at a time, so that a flood of logins leaves threads to others.
const options = { maxConcurrency: 2, timeoutMs: 15_000 };

/** Makes what is kept of a password. */
export const hashPassword = unblock((password: string): string => {
  const salt = randomBytes(16);
  return `scrypt:${salt.toString("base64")}:${derive(password, salt).toString("base64")}`;
}, options);

/** Whether that is kept of this password. Without an account the answer takes as long, so that nobody learns who has one. */
export const isPassword = unblock((password: string, kept: string | undefined): boolean => {
  const [, salt = "", hash = ""] = (kept ?? nobodys).split(":");
  return timingSafeEqual(derive(password, Buffer.from(salt, "base64")), Buffer.from(hash, "base64"));
}, options);

/** What no password has. */
const nobodys = `scrypt:${randomBytes(16).toString("base64")}:${randomBytes(hashSize).toString("base64")}`;

function derive(password: string, salt: Buffer): Buffer {
  return scryptSync(password.normalize("NFKC"), salt, hashSize, cost);
}
