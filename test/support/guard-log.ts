import assert from "node:assert/strict";
import { afterEach, beforeEach } from "node:test";
import { setLogDestination } from "typhoon/log";

interface LogLine {
  readonly level: string;
  readonly name: string;
  readonly msg: string;
}

let lines: LogLine[] = [];
let waiting: { pattern: RegExp; resolve: (line: LogLine) => void }[] = [];

/** Call once at the top of a test file: any line at warning or above that a test did not expect fails that test. */
export function guardLog(): void {
  beforeEach(() => {
    lines = [];
    setLogDestination({ write: (text) => receive(JSON.parse(text) as LogLine) });
  });
  afterEach(() => {
    const unexpected = lines.filter((line) => ["warn", "error", "fatal"].includes(line.level));
    waiting = [];
    setLogDestination(undefined);
    assert.deepEqual(unexpected, [], "the log holds lines at warning or above that the test did not expect");
  });
}

function receive(line: LogLine): void {
  const index = waiting.findIndex(({ pattern }) => pattern.test(line.msg));
  if (index === -1) lines.push(line);
  else waiting.splice(index, 1)[0]?.resolve(line);
}

/** Takes the one line that matches out of the log, waiting for it if it is still to come. */
export function expectLog(pattern: RegExp): Promise<LogLine> {
  const index = lines.findIndex((line) => pattern.test(line.msg));
  if (index !== -1) return Promise.resolve(lines.splice(index, 1)[0] as LogLine);
  return new Promise((resolve) => waiting.push({ pattern, resolve }));
}
