import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { ChildProgram } from "../../support/child-program.ts";

const fixture = new URL("../../fixtures/web/unawaited.js", import.meta.url);

async function linesOf(t: TestContext, ...args: string[]): Promise<readonly string[]> {
  const program = new ChildProgram(t, fixture, { args });
  await program.exit;
  return program.stdout.all;
}

test("what a forgotten promise still does with a finished response is logged once with its request", async (t) => {
  const lines = await linesOf(t);

  assert.deepEqual(
    lines.filter((line) => line.includes("after the response")),
    [
      "GET /write (127.0.0.1) | Cannot write() after finish()",
      "GET /finish (127.0.0.1) | finish() called twice",
      "GET /flush (127.0.0.1) | Cannot flush() after finish()",
      "GET /redirect (127.0.0.1) | Cannot redirect after headers have been written",
      "GET /render (127.0.0.1) | Cannot render() after finish()",
      "GET /detach (127.0.0.1) | Cannot detach() after finish()",
    ].map((end) => `error Uncaught exception after the response ${end} | string`),
  );
  assert.equal(lines.at(-1), "still alive");
});

test("a client that leaves ends nothing: not by a listener of the signal, nor by a flush that is not awaited", async (t) => {
  const lines = await linesOf(t);

  assert.deepEqual(
    lines.filter((line) => line.includes("listener of request.signal")).map((line) => line.split(" | ")[1]),
    ["in a listener", "in onabort", "in an asynchronous listener"],
  );
  assert.equal(lines.at(-1), "still alive");
});

test("an error of the application in a forgotten promise ends the process, as ever", async (t) => {
  const program = new ChildProgram(t, fixture, { args: ["throw"] });

  assert.equal(await program.exit, 1);
  assert.ok(program.stderr.all.includes("Error: of the application"));
});

test('with unhandledRejections: "log" it is logged with the request that it belongs to', async (t) => {
  const lines = await linesOf(t, "log");

  assert.ok(
    lines.includes("error Unhandled rejection GET /own (127.0.0.1) | of the application | string"),
    lines.join("\n"),
  );
  assert.equal(lines.at(-1), "still alive");
});
