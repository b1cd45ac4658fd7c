import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { ChildProgram } from "../../support/child-program.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";

const file = new URL("programs/draining.js", import.meta.url);
const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

/** The program with a request that it has not answered, and a connection without one. */
async function draining(t: TestContext, ...args: readonly string[]) {
  const program = new ChildProgram(t, file, { args });
  const port = Number((await program.stdout.find(/^port /)).slice("port ".length));
  const idle = await RawHTTPClient.connect(port);
  const busy = await RawHTTPClient.connect(port);
  await busy.send(get);
  await program.stdout.find(/^held$/);
  return { program, idle, busy };
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`${signal} closes what is idle, answers what is in flight, ends executors, and exits with 0`, async (t) => {
    const { program, idle, busy } = await draining(t);

    program.kill(signal);
    const nothing = await idle.readToEnd();
    idle.close();
    program.end();
    const { body, headers } = await busy.readResponse();
    busy.close();

    assert.equal(await program.exit, 0);
    assert.equal(nothing, "");
    assert.equal(body, "17");
    assert.equal(headers.get("connection"), "close");
    assert.equal(program.stdout.all.at(-1), "drained");
  });
}

test("at the deadline the request is cut, its signal is aborted, and the exit is still in good order", async (t) => {
  const { program, idle, busy } = await draining(t, "50");
  idle.close();

  program.kill("SIGTERM");
  const cut = await busy.readToEnd();

  assert.equal(await program.exit, 0);
  assert.equal(cut, "");
  assert.ok(program.stdout.all.some((line) => line.includes("ServerShutdownError")));
  assert.deepEqual(program.stderr.matching(/"level":"(?:warn|error)"/), []);
  assert.equal(program.stdout.all.at(-1), "drained");
});

test("a second signal exits at once, with the status of a process that it ended", async (t) => {
  const { program, idle } = await draining(t);

  program.kill("SIGTERM");
  await idle.readToEnd();
  program.kill("SIGTERM");

  assert.equal(await program.exit, 143);
  assert.ok(!program.stdout.all.includes("drained"));
});
