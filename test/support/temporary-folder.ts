import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** @returns a new folder far from this package, which is deleted with the test */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "typhoon-program-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
