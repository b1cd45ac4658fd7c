import assert from "node:assert/strict";
import { test } from "node:test";
import { IOLoop } from "typhoon/ioloop";
import type { ResolvedAddress } from "typhoon/netutil";
import { ManualClock } from "typhoon/testing";
import { Connector, interleave } from "#typhoon/net/tcpclient/connector.js";

const a = { address: "a", family: 6, port: 1 } as const;
const b = { address: "b", family: 6, port: 1 } as const;
const c = { address: "c", family: 4, port: 1 } as const;
const d = { address: "d", family: 4, port: 1 } as const;

/** A connector whose attempts a test ends, and whose time a test moves. */
class ScriptedConnector {
  readonly clock = new ManualClock();
  /** The names of addresses, in the order in which attempts began. */
  readonly begun: string[] = [];
  readonly cancelled: string[] = [];
  readonly abort = new AbortController();
  readonly connection: Promise<string>;
  readonly #settle = new Map<string, PromiseWithResolvers>();

  constructor(addresses: readonly ResolvedAddress[]) {
    const loop = new IOLoop({ clock: this.clock });
    this.connection = new Connector(loop, addresses, ({ address }) => this.#begin(address)).start(
      this.abort.signal,
    );
    this.connection.catch(() => {});
  }

  async succeed(address: string): Promise<void> {
    this.#settle.get(address)?.resolve(address);
    await turn();
  }

  async fail(address: string): Promise<void> {
    this.#settle.get(address)?.reject(new Error(`${address} refused`));
    await turn();
  }

  #begin(address: string) {
    this.begun.push(address);
    const connected = new Promise<string>((resolve, reject) =>
      this.#settle.set(address, { resolve, reject }),
    );
    return { connected, cancel: () => void this.cancelled.push(address) };
  }
}

interface PromiseWithResolvers {
  resolve(value: string): void;
  reject(error: Error): void;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test("families take turns, beginning with the preferred one (RFC 8305 §4)", () => {
  assert.deepEqual(interleave([a, b, c, d]), [a, c, b, d]);
  assert.deepEqual(interleave([c, a, b]), [c, a, b]);
  assert.deepEqual(interleave([a, b]), [a, b]);
  assert.deepEqual(interleave([]), []);
});

test("an attempt that succeeds at once is the only one, and leaves no timer", async () => {
  const connector = new ScriptedConnector([a, b, c, d]);

  await connector.succeed("a");

  assert.equal(await connector.connection, "a");
  assert.deepEqual(connector.begun, ["a"]);
  assert.equal(connector.clock.pending, 0);
});

test("the next attempt begins 250 ms after the one before (RFC 8305 §5)", () => {
  const connector = new ScriptedConnector([a, b, c, d]);

  connector.clock.advance(249);
  assert.deepEqual(connector.begun, ["a"]);
  connector.clock.advance(1);
  assert.deepEqual(connector.begun, ["a", "c"]);
  connector.clock.advance(500);

  assert.deepEqual(connector.begun, ["a", "c", "b", "d"]);
  assert.equal(connector.clock.pending, 0);
});

test("the next attempt begins at once when one fails, and has 250 ms of its own", async () => {
  const connector = new ScriptedConnector([a, b, c, d]);
  connector.clock.advance(200);

  await connector.fail("a");
  assert.deepEqual(connector.begun, ["a", "c"]);
  connector.clock.advance(249);
  assert.deepEqual(connector.begun, ["a", "c"]);
  connector.clock.advance(1);

  assert.deepEqual(connector.begun, ["a", "c", "b"]);
});

test("the losers are given up when one succeeds, and begin nothing when they fail later", async () => {
  const connector = new ScriptedConnector([a, b, c, d]);
  connector.clock.advance(250);

  await connector.succeed("c");
  assert.equal(await connector.connection, "c");
  assert.deepEqual(connector.cancelled, ["a"]);
  await connector.fail("a");

  assert.deepEqual(connector.begun, ["a", "c"]);
});

test("a connection that comes too late is closed", async () => {
  const connector = new ScriptedConnector([a, c]);
  connector.clock.advance(250);
  await connector.succeed("a");

  await connector.succeed("c");

  assert.deepEqual(connector.cancelled, ["c", "c"]);
});

test("when all fail, the last error is the answer", async () => {
  const connector = new ScriptedConnector([a, b, c]);
  connector.clock.advance(500);

  await connector.fail("b");
  await connector.fail("c");
  await connector.fail("a");

  await assert.rejects(connector.connection, { message: "a refused" });
});

test("a signal gives up every attempt, and begins no other", async () => {
  const connector = new ScriptedConnector([a, b, c, d]);
  connector.clock.advance(250);

  connector.abort.abort(new Error("too late"));
  await connector.fail("a");

  await assert.rejects(connector.connection, { message: "too late" });
  assert.deepEqual(connector.cancelled, ["a", "c"]);
  assert.deepEqual(connector.begun, ["a", "c"]);
  assert.equal(connector.clock.pending, 0);
});

test("a signal that is aborted already begins nothing", async () => {
  const signal = AbortSignal.abort(new Error("never"));
  const connector = new Connector(new IOLoop({ clock: new ManualClock() }), [a], () => assert.fail());

  await assert.rejects(connector.start(signal), { message: "never" });
});
