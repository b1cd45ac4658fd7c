import assert from "node:assert/strict";
import { test } from "node:test";
import { type Program, startExample } from "../support/start-program.ts";

/** The requests of which the program wrote this, in order. */
function requestsThat(verb: string, { lines }: Pick<Program, "lines">): number[] {
  return lines.filter((line) => line.endsWith(` ${verb}`)).map((line) => Number.parseInt(line.slice(1), 10));
}

test("10 of 13 requests begin before any ends, and the other 3 begin in the order of arrival", async (t) => {
  const program = await startExample(t, "threaded-core");
  // Nine tasks that never end leave one thread; what comes then can begin only when the task on that one has ended.
  for (let n = 1; n <= 9; n++) program.fetch(`/${n}?seconds=60`).catch(() => {});
  for (let n = 1; n <= 9; n++) await program.said(new RegExp(`^/${n} begins`));

  const tenth = program.fetch("/10?seconds=1");
  await program.said(/^\/10 begins/);
  await Promise.all([tenth, ...[11, 12, 13].map((n) => program.fetch(`/${n}?seconds=0`))]);
  for (const n of [11, 12, 13]) await program.said(new RegExp(`^/${n} ends`));

  const firstEnd = program.lines.findIndex((line) => line.endsWith(" ends"));
  const begunBeforeIt = requestsThat("begins", { lines: program.lines.slice(0, firstEnd) });
  assert.deepEqual(begunBeforeIt.sort(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].sort());
  assert.deepEqual(requestsThat("begins", program).slice(10), requestsThat("arrives", program).slice(10));
  assert.deepEqual(requestsThat("ends", program), requestsThat("begins", program).slice(9));
});

test("all of 13 requests to 10 workers are answered", async (t) => {
  const program = await startExample(t, "threaded-core");

  const numbers = Array.from({ length: 13 }, (_, index) => index + 1);
  const answers = await Promise.all(numbers.map((n) => program.fetch(`/${n}?seconds=0.05`)));

  assert.deepEqual(
    answers.map(({ body }) => body),
    numbers.map(() => "msg to client 127.0.0.1\n"),
  );
});
