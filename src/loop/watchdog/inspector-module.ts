type Inspector = typeof import("node:inspector");

/** Node's inspector, or `undefined` where Node was built without it. */
export function inspectorModule(): Inspector | undefined {
  try {
    return process.getBuiltinModule("node:inspector");
  } catch {
    return undefined;
  }
}

/** Whether a debugger can attach to this process, or has done so. */
export function isDebuggerOpen(): boolean {
  return inspectorModule()?.url() !== undefined;
}

/**
 * Whether a thread may inspect this one. Where the permission model forbids it, Node does not throw but aborts the
 * process at the attempt, so it is asked first.
 */
export function isInspectionPermitted(): boolean {
  return process.permission === undefined || process.permission.has("inspector");
}
