import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { ChildProgram, type ChildProgramOptions } from "../../support/child-program.ts";

const fixtures = new URL("../../fixtures/watchdog/", import.meta.url);

/** The file that lets a blocked program go on, once it exists. */
export interface Gate {
  readonly path: string;
  open(): void;
}

/** A gate for programs that look for a file. */
export function fileGate(t: TestContext): Gate {
  const path = join(temporaryFolder(t), "gate");
  return { path, open: () => writeFileSync(path, "") };
}

/** A gate for programs that read a file: the read itself lasts until the gate opens. */
export function pipeGate(t: TestContext): Gate {
  const path = join(temporaryFolder(t), "gate");
  execFileSync("mkfifo", [path]);
  return { path, open: () => writeFileSync(path, "") };
}

/** Starts the compiled form of a program of `test/fixtures/watchdog`. */
export function startFixture(t: TestContext, name: string, options: ChildProgramOptions): ChildProgram {
  return new ChildProgram(t, new URL(`${name}.js`, fixtures), options);
}

/** The place in the TypeScript source that is marked with `// blocked: mark`, as a pattern. */
export function placeOf(name: string, mark: string): string {
  const lines = readFileSync(join("test/fixtures/watchdog", `${name}.ts`), "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes(`// blocked: ${mark}`)) + 1;
  return `test/fixtures/watchdog/${name}\\.ts:${line}:\\d+`;
}

/** A folder that is deleted after the test. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "typhoon-watchdog-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
