import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { fileGate, placeOf, startFixture } from "./stalling-program.ts";

const place = placeOf("stalling-server", "block");
const soFar = new RegExp(`Event loop blocked for \\d+ ms so far at ${place}`);

async function startServer(t: TestContext, watchdog: object | false = { thresholdMs: 100 }) {
  const gate = fileGate(t);
  const program = startFixture(t, "stalling-server", { args: [gate.path, JSON.stringify(watchdog)] });
  const { port } = JSON.parse(await program.stdout.find(/"port"/));
  return { gate, program, url: `http://127.0.0.1:${port}` };
}

for (const [method, path, handler] of [
  ["GET", "/slow?really=1", "SlowHandler.get"],
  ["POST", "/later", "LaterHandler.post"],
  ["GET", "/prepared", "PreparedHandler.get"],
] as const) {
  test(`a report names the request and its handler: ${method} ${path}`, async (t) => {
    const { gate, program, url } = await startServer(t);

    const response = fetch(`${url}${path}`, { method });
    const during = await program.stderr.find(soFar);
    gate.open();
    await response;

    assert.ok(during.includes(`, in ${method} ${path} (127.0.0.1), ${handler}: `), during);
  });
}

test("a quiet server writes nothing, and ends when it stops", async (t) => {
  const { program, url } = await startServer(t, { thresholdMs: 1000 });

  const response = await fetch(url, { headers: { Connection: "close" } });
  assert.equal(await response.text(), "Hello");
  program.end();

  assert.equal(await program.exit, 0);
  assert.deepEqual(program.stderr.all, []);
});

test("the watchdog of listen() needs no option", async (t) => {
  const { program, url } = await startServer(t, {});
  let isReported = false;
  const report = program.stderr.find(/Event loop was blocked for \d+ ms .*ShortHandler\.get/).finally(() => {
    isReported = true;
  });

  // On a busy machine the thread may need longer to start than the first stall lasts.
  while (!isReported) await fetch(`${url}/short`);

  await report;
});

test("the setting watchdog: false turns it off", async (t) => {
  const { program, url } = await startServer(t, false);

  await (await fetch(`${url}/short`)).text();
  await (await fetch(url, { headers: { Connection: "close" } })).text();
  program.end();
  await program.exit;

  assert.deepEqual(program.stderr.all, []);
});

test("the watchdog of listen() runs until the last server has stopped", async (t) => {
  const { program } = await startServer(t, {});

  program.end();

  const states = JSON.parse(await program.stdout.find(/"withNone"/));
  assert.deepEqual(states, { withOneServer: true, withNone: false });
});
