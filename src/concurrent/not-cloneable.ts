import { types } from "node:util";
import { readOr, readText } from "../base/errors/internal.ts";
import { NotCloneableError } from "./executor-errors.ts";
import { type Finding, findCulprit } from "./find-culprit.ts";
import { fitsInBytes, NotInBytesError } from "./message-bytes.ts";
import { refuseStrayPorts } from "./stray-ports.ts";

/** Values that were to be sent, by the names by which the caller knows them: `args`, `result`. */
export type NamedValues = Readonly<Record<string, unknown>>;

/**
 * Explains why a message could not be sent, in a time that does not grow with it. Throws nothing.
 *
 * @param values - what was in it
 * @param cause - what sending it has thrown
 * @param hasTransfer - whether anything was to move with it
 */
export function explainNotCloneable(
  values: NamedValues,
  cause: unknown,
  hasTransfer = false,
): NotCloneableError {
  // It may be whatever a getter has thrown, a Proxy too.
  const inBytes = readOr(() => (cause instanceof NotInBytesError ? cause : undefined));
  const original = inBytes === undefined ? cause : inBytes.cause;
  const findings = Object.entries(values).map(([name, value]) =>
    culpritIn(value, name, inBytes !== undefined),
  );
  const { path, kind = "a value in it" } =
    findings.find((finding) => finding.kind !== undefined) ??
    (isTooDeep(original) ? deepestOf(findings) : wholeOf(findings, hasTransfer));
  return new NotCloneableError(path, kind, { cause: original });
}

/** @returns whether the structured clone accepts the value */
export function isCloneable(value: unknown): boolean {
  if (typeof value !== "object" || value === null)
    return typeof value !== "function" && typeof value !== "symbol";
  try {
    refuseStrayPorts(value);
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

function culpritIn(value: unknown, name: string, isInBytes: boolean): Finding {
  return findCulprit(value, name, isInBytes ? fitsInBytes : isCloneable, !isInBytes);
}

function isTooDeep(cause: unknown): boolean {
  return types.isNativeError(cause) && readText(() => cause.message).includes("call stack");
}

function deepestOf(findings: readonly Finding[]): Pick<Finding, "path" | "kind"> {
  const [deepest] = findings.map((finding) => finding.deepest).sort((a, b) => b.depth - a.depth);
  return { path: deepest?.path ?? "args", kind: "a value that is nested so deeply" };
}

/** Nothing in it is at fault, as far as that was seen. */
function wholeOf(findings: readonly Finding[], hasTransfer: boolean): Pick<Finding, "path" | "kind"> {
  const unseen = findings.find(({ isComplete }) => !isComplete);
  return { path: unseen?.path ?? (hasTransfer ? "options.transfer" : (findings.at(-1)?.path ?? "args")) };
}
