import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { sleepSync } from "typhoon/concurrent";

/** Makes names of files that do not exist yet; the way in which a test and other processes tell each other where they are. */
export function noteFiles(t: TestContext): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "typhoon-notes-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return (name) => join(folder, name);
}

/** Appends to a list. */
export function noteIn(file: string, entry: string): void {
  appendFileSync(file, `${entry}\n`);
}

/** What was appended so far. */
export function notesIn(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
}

/** Resolves when the list has `least` entries; looks again and again, because it cannot be told. */
export async function hasNotes(file: string, least = 1): Promise<void> {
  while (notesIn(file).length < least) await pause(1);
}

/** Blocks this thread until somebody opens the gate. */
export function waitAtFile(gate: string): void {
  while (!existsSync(gate)) sleepSync(1);
}

/** Lets through who waits at the gate, now and later. */
export function openFile(gate: string): void {
  writeFileSync(gate, "");
}
