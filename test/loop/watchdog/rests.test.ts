import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { type TestContext, test } from "node:test";
import { Pulse } from "#typhoon/loop/watchdog/pulse.js";
import { WatchThread } from "#typhoon/loop/watchdog/watch-thread.js";
import { fileGate, placeOf, startFixture } from "./stalling-program.ts";

/** Starts a program that says when its loop does nothing, so that its watchdog rests. */
function startTelling(t: TestContext, name: string, args: readonly string[]) {
  const preloaded = new URL("../../fixtures/watchdog/tell-rests.js", import.meta.url).href;
  return startFixture(t, name, { args, execArgv: ["--conditions=unbundled", "--import", preloaded] });
}

test("a request that blocks a loop that did nothing is reported while it lasts", async (t) => {
  const gate = fileGate(t);
  const program = startTelling(t, "stalling-server", [gate.path, JSON.stringify({ thresholdMs: 100 })]);
  const { port } = JSON.parse(await program.stdout.find(/"port"/));
  await program.stdout.find(/"rests"/);

  const response = fetch(`http://127.0.0.1:${port}/slow`);
  const place = placeOf("stalling-server", "block");
  const during = await program.stderr.find(new RegExp(`Event loop blocked for \\d+ ms so far at ${place}`));
  gate.open();
  await response;

  assert.ok(during.includes(", in GET /slow (127.0.0.1), SlowHandler.get: "), during);
});

test("so is one on a connection that was open all the time", async (t) => {
  const gate = fileGate(t);
  const program = startTelling(t, "stalling-server", [gate.path, JSON.stringify({ thresholdMs: 100 })]);
  const { port } = JSON.parse(await program.stdout.find(/"port"/));
  const socket = connect(port, "127.0.0.1");
  t.after(() => socket.destroy());
  await once(socket, "connect");
  await program.stdout.find(/"rests"/);

  socket.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");

  await program.stderr.find(new RegExp(`so far at ${placeOf("stalling-server", "block")}`));
});

test("a timer that blocks a loop that did nothing is reported while it lasts", async (t) => {
  const gate = fileGate(t);
  const program = startTelling(t, "stalls", ["rested", gate.path]);

  await program.stderr.find(
    new RegExp(`Event loop blocked for \\d+ ms so far at ${placeOf("stalls", "busy")}`),
  );
});

test("what blocks a resting loop unannounced is reported at the latest when it is over", async (t) => {
  const program = startTelling(t, "stalls", ["signal"]);
  await program.stdout.find(/"rests"/);

  program.kill("SIGUSR2");

  await program.stderr.find(/Event loop was blocked for \d+ ms at /);
  const { stall } = JSON.parse(await program.stdout.find(/"stall"/));
  assert.ok(stall.durationMs >= 100);
});

test("a loop that rests is asked for a beat now and then where its rest may end unannounced", async (t) => {
  // The watching thread keeps no process alive.
  const alive = setTimeout(() => {}, 60_000);
  t.after(() => clearTimeout(alive));
  const pulse = new Pulse();
  const options = {
    memory: pulse.memory,
    thresholdMs: 3_600_000,
    intervalMs: 1000,
    captureStack: false,
    maxReportsPerMinute: 0,
    workingDirectory: process.cwd(),
  };
  pulse.write({ beatMs: 0, format: undefined, isDebugged: false, isResting: true });

  await new Promise<void>((resolve) => {
    const events = { onStall() {}, onFailure() {}, onBeatWanted: resolve };
    const thread = new WatchThread({ ...options, askEveryMs: 10 }, events);
    t.after(() => thread.stop());
  });
});
