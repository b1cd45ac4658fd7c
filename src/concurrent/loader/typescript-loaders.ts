const patterns = {
  tsx: /\btsx\b/,
  "ts-node": /\bts-node\b/,
  "@swc-node/register": /@swc-node\/register/,
} as const;

/** A program that lets Node run TypeScript. */
export type TypeScriptLoader = keyof typeof patterns;

const names: readonly TypeScriptLoader[] = ["tsx", "ts-node", "@swc-node/register"];

/** @returns the one that Node's options name, those of the environment included */
export function typeScriptLoader(options: readonly string[]): TypeScriptLoader | undefined {
  const text = [...options, process.env["NODE_OPTIONS"] ?? ""].join(" ");
  return names.find((name) => patterns[name].test(text));
}
