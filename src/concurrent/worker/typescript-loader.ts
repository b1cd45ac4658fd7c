import { rmSync, writeFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { threadId } from "node:worker_threads";

/** A program that lets Node run TypeScript, and how a thread gets it. */
interface TypeScriptLoader {
  /** Found in the options with which the process was started. */
  readonly pattern: RegExp;
  readonly install: (resolve: (specifier: string) => string) => Promise<void>;
}

const loaders: readonly TypeScriptLoader[] = [
  { pattern: /\btsx\b/, install: installTsx },
  { pattern: /\bts-node\b/, install: async (resolve) => register(resolve("ts-node/esm")) },
  { pattern: /@swc-node\/register/, install: async (resolve) => register(resolve("@swc-node/register/esm")) },
];

let preparation: Promise<void> | undefined;

/**
 * Lets this thread import TypeScript if the application's thread can, by the same program.
 *
 * Loader hooks do not reach workers on Node 20; on newer versions they do, and a second registration would transform
 * each file twice, which shifts the columns by which functions are found. So it asks whether they are there.
 */
export function prepareTypeScript(): Promise<void> {
  preparation ??= installWhereMissing();
  return preparation;
}

async function installWhereMissing(): Promise<void> {
  const options = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""].join(" ");
  const loader = loaders.find(({ pattern }) => pattern.test(options));
  if (loader === undefined || (await canImportTypeScript())) return;
  await loader.install((specifier) => resolveNear(specifier, process.execArgv));
}

/** Imports a file that only a transforming loader accepts: an enum is more than types to be stripped. */
async function canImportTypeScript(): Promise<boolean> {
  const probe = join(tmpdir(), `typhoon-${process.pid}-${threadId}.mts`);
  try {
    writeFileSync(probe, "export enum Probe { Passed }\n", { flag: "wx", mode: 0o600 });
    await import(pathToFileURL(probe).href);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}

async function installTsx(resolve: (specifier: string) => string): Promise<void> {
  // Beside what `require` resolves to, which is of no use to ES modules.
  const api = resolve("tsx/esm/api").replace(/\.cjs$/, ".mjs");
  const esm: { register(): unknown } = await import(api);
  esm.register();
}

/** The loader may be the project's, or installed elsewhere and named by its path, as the `tsx` command does. */
function resolveNear(specifier: string, execArgv: readonly string[]): string {
  const paths = execArgv.filter((option) => option.startsWith("file:") || option.startsWith("/"));
  for (const base of [pathToFileURL(join(process.cwd(), "/")).href, ...paths]) {
    try {
      return pathToFileURL(createRequire(base).resolve(specifier)).href;
    } catch {
      // Not installed there: try the next place.
    }
  }
  return specifier;
}
