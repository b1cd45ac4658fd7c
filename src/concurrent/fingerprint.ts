import { createHash } from "node:crypto";

const fingerprints = new WeakMap<object, string>();

/**
 * Tells functions and classes apart without their names, which minifiers change: a hash over the source text, of a class
 * with its parents, which is the same in every thread that evaluated the same modules. The text is compared, never run.
 */
export function fingerprintOf(toTell: object): string {
  const known = fingerprints.get(toTell);
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  for (let at: unknown = toTell; typeof at === "function"; at = Object.getPrototypeOf(at)) {
    hash.update(Function.prototype.toString.call(at)).update("\0");
  }
  const fingerprint = hash.digest("base64");
  fingerprints.set(toTell, fingerprint);
  return fingerprint;
}

const classes = new Map<string, WeakRef<object>>();

/**
 * Whether no other class with the same text has been seen here: one of two that a function has made, say, whose methods
 * use different values of that function.
 */
export function isUnmistakable(classToTell: object): boolean {
  const fingerprint = fingerprintOf(classToTell);
  const seen = classes.get(fingerprint)?.deref();
  if (seen === undefined) classes.set(fingerprint, new WeakRef(classToTell));
  return seen === undefined || seen === classToTell;
}
