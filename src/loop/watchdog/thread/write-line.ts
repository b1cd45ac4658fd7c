import { writeSync } from "node:fs";
import { type LineFormat, LogFormatter, safeLine } from "../../../base/log/internal.ts";

/**
 * Writes a warning of `genLog` to standard error at once, while the logger's own thread cannot.
 *
 * @param fields - what the line says for programs
 * @param message - what it says
 * @param format - the one that the application chose for its log
 */
export function writeWarning(fields: object, message: string, format: LineFormat): void {
  const record = { level: "warn", time: Date.now(), name: "typhoon.general", ...fields, msg: message };
  const line = safeLine(`${JSON.stringify(record)}\n`);
  writeAll(format === "json" ? line : new LogFormatter({ color: format === "colored" }).format(line));
}

function writeAll(text: string): void {
  let rest = Buffer.from(text);
  for (let attempt = 0; rest.length > 0 && attempt < 100; attempt++) rest = rest.subarray(tryToWrite(rest));
}

/** A full pipe is tried again a little later; a closed one swallows all. */
function tryToWrite(bytes: Buffer): number {
  try {
    return writeSync(2, bytes);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) return bytes.length;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    return 0;
  }
}
