type Inspector = typeof import("node:inspector");

/** Node's inspector, or `undefined` where Node was built without it or does not permit its use. */
export function inspectorModule(): Inspector | undefined {
  try {
    return process.getBuiltinModule("node:inspector");
  } catch {
    return undefined;
  }
}
