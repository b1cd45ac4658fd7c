import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, isError, readOr, readText } from "../../base/errors/internal.ts";
import { ModuleNotLoadableError } from "../executor-errors.ts";
import { moduleUrl } from "../module-address.ts";
import { testRunner } from "../test-runner.ts";

const typeScript = /\.[cm]?tsx?(?:[?#].*)?$/;

const unknownExtension = "ERR_UNKNOWN_FILE_EXTENSION";

/** What Node answers to a text that only a loader makes JavaScript of, or to a place that only a loader knows. */
const needsLoader =
  /^ERR_(?:UNKNOWN_FILE_EXTENSION|UNKNOWN_MODULE_FORMAT|MODULE_NOT_FOUND|UNSUPPORTED|INVALID_|PACKAGE_|IMPORT_|REQUIRE_)|^MODULE_NOT_FOUND/;

/** The hooks of a test runner, as modules of tests name them. */
const runnerNames = /vitest|jest|\b(?:describe|it|test|expect|beforeAll|afterAll|vi) is not defined/i;

/**
 * Says why a marked function's module was not imported: what is wrong is nearly always not in the module, but in how the
 * application's thread has loaded it.
 *
 * @param address - of the module
 * @param cause - what the import threw
 */
export function whyNotLoadable(address: string, cause: unknown): ModuleNotLoadableError {
  const isLoaderMissed = missesLoader(cause);
  const runner = testRunner();
  if (runner !== undefined && (isLoaderMissed || runnerNames.test(textOf(cause)))) {
    return new ModuleNotLoadableError(address, runner.reason, { cause, cure: runner.cure });
  }
  if (!isOnDisk(address)) return noFile(address, cause);
  if (isLoaderMissed && (typeScript.test(address) || readCode(cause) === unknownExtension)) {
    return loaderMissed(address, cause);
  }
  return new ModuleNotLoadableError(address, `it failed with ${textOf(cause)}`, { cause });
}

/** As `whyNotLoadable`, for what `executor.import` names. */
export function whyNotImported(specifier: string, cause: unknown): ModuleNotLoadableError {
  const isMissing = /^(?:ERR_)?MODULE_NOT_FOUND$/.test(readCode(cause));
  const cure = isMissing
    ? "install the package, or pass the URL of a file: new URL(..., import.meta.url)"
    : "pass a module that Node can import without the application, or name its loader in Node's options (--import)";
  return new ModuleNotLoadableError(specifier, `it failed with ${textOf(cause)}`, { cause, cure });
}

function noFile(address: string, cause: unknown): ModuleNotLoadableError {
  const reason =
    "no such file exists, and what a bundler or a text (node --eval) has made cannot be imported again";
  const cure = "write the marked functions in a file of their own, and start the program from files";
  return new ModuleNotLoadableError(address, reason, { cause, cure });
}

function loaderMissed(address: string, cause: unknown): ModuleNotLoadableError {
  // Of a file's extension `cause` says no more than this does.
  const detail = readCode(cause) === unknownExtension ? "" : ` (${textOf(cause)})`;
  const reason = `Node ${process.versions.node} cannot read it there without the loader of the application's thread`;
  const cure = typeScript.test(address)
    ? "name the loader in Node's options, as in node --import tsx app.ts, or compile to JavaScript and start that"
    : "name the loader in Node's options (--import), or build the program to JavaScript and start that";
  return new ModuleNotLoadableError(address, reason + detail, { cause, cure });
}

function missesLoader(cause: unknown): boolean {
  return needsLoader.test(readCode(cause)) || (isError(cause) && readOr(() => cause.name) === "SyntaxError");
}

function textOf(cause: unknown): string {
  return readText(() => (isError(cause) ? `${cause.name}: ${cause.message}` : describe(cause)));
}

function readCode(cause: unknown): string {
  const code = isError(cause) ? readOr(() => Reflect.get(cause, "code")) : undefined;
  return typeof code === "string" ? code : "";
}

function isOnDisk(address: string): boolean {
  const url = moduleUrl(address);
  if (/^(?:data|node|https?):/.test(url)) return true;
  return readOr(() => existsSync(fileURLToPath(url))) === true;
}
