import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { packageFolder } from "../../../support/start-program.ts";

/** Debian's own Python, for which `python3-tornado` is installed; another one in front of it may lack it. */
const python = "/usr/bin/python3";
const program = join(packageFolder, "test/conformance/tornado/differential/application.py");

/** For the `skip` option of a test that needs Tornado. */
export const withoutTornado: string | false =
  spawnSync(python, ["-c", "import tornado"]).status !== 0 &&
  "install python3-tornado to compare with Tornado itself";

/** Starts application.py until the test ends. @returns its port */
export async function startTornado(t: TestContext, folder: string): Promise<number> {
  const child = spawn(python, [program, folder], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => child.kill());
  for await (const line of createInterface(child.stdout)) return Number(line);
  throw new Error("application.py ended before it listened");
}
