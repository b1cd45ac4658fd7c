import { rmSync, writeFileSync } from "node:fs";
import nodeModule, { createRequire, register } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { threadId, workerData } from "node:worker_threads";
import { libraryFolder } from "../thread-entry.ts";
import { isWorkerStart } from "../worker/worker-start.ts";
import { programOptions } from "./program-options.ts";
import type { AskingHooksData } from "./relay-messages.ts";
import { type TypeScriptLoader, typeScriptLoader } from "./typescript-loaders.ts";

const install: Readonly<Record<TypeScriptLoader, () => Promise<void>>> = {
  tsx: installTsx,
  "ts-node": async () => register(found("ts-node/esm")),
  "@swc-node/register": async () => register(found("@swc-node/register/esm")),
};

let preparation: Promise<void> | undefined;

/**
 * Lets this thread import TypeScript if the application's thread can, by the same program.
 *
 * Loader hooks do not reach workers on Node 20; on newer versions they may, and a second registration would transform
 * each file twice, which shifts the columns by which functions are found. So it asks whether they are there.
 */
export function prepareTypeScript(): Promise<void> {
  preparation ??= installWhereMissing();
  return preparation;
}

async function installWhereMissing(): Promise<void> {
  const loader = typeScriptLoader(programOptions());
  if (loader === undefined) return;
  const isLeftOut = typeScriptLoader(process.execArgv) === undefined;
  if (isLeftOut) installWhenRequired();
  await loadLibrary();
  if (askApplication()) return;
  // Where a loader can register hooks of one thread, it does.
  const isMissing = isLeftOut && "registerHooks" in nodeModule;
  if (isMissing || !(await canImportTypeScript())) await install[loader]();
}

/** Lets hooks of this thread ask those of the application's thread. @returns whether there is a way */
function askApplication(): boolean {
  const { loader: port } = isWorkerStart(workerData) ? workerData.typhoon : {};
  const library = libraryFolder()?.href;
  if (port === undefined || library === undefined) return false;
  const data: AskingHooksData = { port, library };
  register(new URL("concurrent/loader/asking-hooks.js", library), { data, transferList: [port] });
  process.setSourceMapsEnabled(true);
  return true;
}

/** What is loaded already is not transformed, which for this library takes longer than the whole start of a thread. */
async function loadLibrary(): Promise<void> {
  if (isWorkerStart(workerData)) await Promise.all(workerData.typhoon.preloads.map((url) => import(url)));
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

async function installTsx(): Promise<void> {
  // Beside what `require` resolves to, which is of no use to ES modules.
  const esm: { register(): unknown } = await import(found("tsx/esm/api").replace(/\.cjs$/, ".mjs"));
  esm.register();
}

/** Takes the half of `tsx` that serves `require`, once; before, it is only promised. */
let installForRequire: (() => void) | undefined;

/** Lets this thread `require` TypeScript, and ES modules, if the application's thread can. */
export function prepareRequire(): void {
  installForRequire?.();
}

/** That half takes long to load, and few programs need it: the first file that can only be for it brings it. */
function installWhenRequired(): void {
  const require = createRequire(process.execPath);
  const { extensions } = require;
  const missing = [".ts", ".tsx", ".cts", ".mts", ".jsx"].filter((extension) => !(extension in extensions));
  installForRequire = () => {
    installForRequire = undefined;
    for (const extension of missing) delete extensions[extension];
    require(fileURLToPath(found("tsx/cjs/api"))).register();
  };
  for (const extension of missing) {
    extensions[extension] = (module, path) => {
      prepareRequire();
      (extensions[extension] ?? extensions[".js"])?.(module, path);
    };
  }
}

/** The URL of a loader's module: it may be the project's, or elsewhere, as the `tsx` command names it by its path. */
function found(specifier: string): string {
  const paths = programOptions().filter((option) => option.startsWith("file:") || option.startsWith("/"));
  for (const base of [pathToFileURL(join(process.cwd(), "/")).href, ...paths]) {
    try {
      return pathToFileURL(createRequire(base).resolve(specifier)).href;
    } catch {
      // Not installed there: try the next place.
    }
  }
  return specifier;
}
