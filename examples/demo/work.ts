import { scryptSync } from "node:crypto";
import { currentTask, sleepSync } from "typhoon/concurrent";
import { IOLoop } from "typhoon/ioloop";
import { type Job, jobBegan } from "./jobs.ts";

const kinds: Readonly<Record<string, (ms: number) => string>> = { hash, wait, render };

/** The kinds of work that there are. */
export const kindNames: readonly string[] = Object.keys(kinds);

/** Real blocking work: for as long as it lasts, the thread that calls it does nothing else. */
export function work(job: Job): string {
  IOLoop.current().addCallback(jobBegan, job.id, Date.now());
  const kind = kinds[job.kind] ?? hash;
  return kind(job.seconds * 1000);
}

/** Hashes a password again and again, as costly as a careful login. */
function hash(ms: number): string {
  let key = Buffer.from("correct horse battery staple");
  const rounds = repeatFor(ms, () => {
    key = scryptSync(key, "pepper", 32, { N: 2 ** 14 });
  });
  return `${rounds} rounds of scrypt: ${key.toString("hex").slice(0, 12)}…`;
}

/** Waits as a synchronous database driver waits for its answer. */
function wait(ms: number): string {
  sleepSync(ms);
  return "one row";
}

/** Renders long tables, and reads a large JSON back. */
function render(ms: number): string {
  let page = "";
  const rounds = repeatFor(ms, () => {
    const rows = Array.from({ length: 5_000 }, (_, row) => ({
      row,
      name: `Name ${row}`,
      even: row % 2 === 0,
    }));
    const copies: typeof rows = JSON.parse(JSON.stringify(rows));
    page = copies.map(({ row, name }) => `<tr><td>${row}</td><td>${name}</td></tr>`).join("\n");
  });
  return `${rounds} pages of ${page.length} characters`;
}

function repeatFor(ms: number, round: () => void): number {
  const endAt = Date.now() + ms;
  let rounds = 0;
  do {
    // Whoever asked for the result may have left.
    currentTask().throwIfAborted();
    round();
    rounds++;
  } while (Date.now() < endAt);
  return rounds;
}
