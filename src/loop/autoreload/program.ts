import { existsSync } from "node:fs";
import { dirname, extname, join } from "node:path";

/** How this program was started, so that it can be started again. */
export interface Program {
  readonly node: string;
  /** Node's options, the file and its arguments. */
  readonly args: readonly string[];
  /** The folder of the application: that of its package.json, or of the file. */
  readonly folder: string;
  /** Whether it is TypeScript that runs: then its sources count, otherwise what they are compiled to. */
  readonly isTypeScript: boolean;
}

/** @throws {TypeError} if it was not started from a file */
export function ownProgram(): Program {
  const file = process.argv[1];
  if (file === undefined) throw new TypeError("Cannot reload a program that was not started from a file");
  return {
    node: process.execPath,
    args: [...process.execArgv, ...process.argv.slice(1)],
    folder: packageFolder(dirname(file)) ?? dirname(file),
    isTypeScript: /^\.[cm]?tsx?$/.test(extname(file)),
  };
}

function packageFolder(folder: string): string | undefined {
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : packageFolder(above);
}
