import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { blocking, ProcessPoolExecutor, ThreadPoolExecutor, unblock } from "typhoon/concurrent";
import { linkify } from "typhoon/escape";
import { nodeListener, nodeUpgradeListener } from "typhoon/faces";
import { AsyncHTTPClient } from "typhoon/httpclient";
import { drainOnSignal, HTTPServer } from "typhoon/httpserver";
import { IOLoop, PeriodicCallback } from "typhoon/ioloop";
import { Lock } from "typhoon/locks";
import { bindSockets } from "typhoon/netutil";
import { forkProcesses, Subprocess } from "typhoon/process";
import { Queue } from "typhoon/queues";
import { TCPClient } from "typhoon/tcpclient";
import { TCPServer } from "typhoon/tcpserver";
import { DictLoader, Template } from "typhoon/template";
import { AsyncHTTPTestCase, ExpectLog, genTest, HTTPTestClient } from "typhoon/testing";
import { Application, createSignedValue, decodeSignedValue } from "typhoon/web";

/** As JavaScript has it, where no compiler looks. */
const call = (fn: (...args: never[]) => unknown, ...args: readonly unknown[]) =>
  Reflect.apply(fn, undefined, args);
const make = (made: new (...args: never[]) => unknown, ...args: readonly unknown[]) =>
  Reflect.construct(made, args);

const app = new Application();
const wrong = { thresold: 1 };

const uses: Readonly<Record<string, () => unknown>> = {
  blocking: () => call(blocking, () => 1, wrong),
  unblock: () => call(unblock, () => 1, wrong),
  ThreadPoolExecutor: () => make(ThreadPoolExecutor, wrong),
  ProcessPoolExecutor: () => make(ProcessPoolExecutor, wrong),
  "executor.shutdown": () =>
    Reflect.apply(ThreadPoolExecutor.prototype.shutdown, new ThreadPoolExecutor(1), [wrong]),
  linkify: () => call(linkify, "text", wrong),
  nodeListener: () => call(nodeListener, app, wrong),
  nodeUpgradeListener: () => call(nodeUpgradeListener, app, wrong),
  "app.fetch": () => Reflect.apply(app.fetch, app, [new Request("http://x/"), wrong]),
  AsyncHTTPClient: () => make(AsyncHTTPClient, wrong),
  HTTPServer: () => make(HTTPServer, app, wrong),
  drainOnSignal: () => call(drainOnSignal, [], wrong),
  IOLoop: () => make(IOLoop, wrong),
  "loop.runSync": () => Reflect.apply(IOLoop.prototype.runSync, new IOLoop(), [() => 1, wrong]),
  PeriodicCallback: () => make(PeriodicCallback, () => {}, 1_000, wrong),
  "loop.watchdog": () => Reflect.apply(IOLoop.prototype.watchdog, IOLoop.current(), [wrong]),
  "lock.acquire": () => Reflect.apply(Lock.prototype.acquire, new Lock(), [wrong]),
  bindSockets: () => call(bindSockets, 0, "127.0.0.1", wrong),
  forkProcesses: () => call(forkProcesses, 1, wrong),
  Subprocess: () => make(Subprocess, ["true"], wrong),
  Queue: () => make(Queue, wrong),
  TCPClient: () => make(TCPClient, wrong),
  TCPServer: () =>
    make(
      class extends TCPServer {
        override handleStream() {}
      },
      // Open for the options of subclasses, but not for what is nearly one of its own.
      { backlgo: 1 },
    ),
  DictLoader: () => make(DictLoader, {}, wrong),
  Template: () => make(Template, "", wrong),
  ExpectLog: () => make(ExpectLog, "", "x", wrong),
  genTest: () => call(genTest, () => {}, wrong),
  HTTPTestClient: () => make(HTTPTestClient, "http://x/", wrong),
  AsyncHTTPTestCase: () => call(AsyncHTTPTestCase.start, { after() {} }, app, wrong),
  createSignedValue: () => call(createSignedValue, "secret", "name", "value", wrong),
  decodeSignedValue: () => call(decodeSignedValue, "secret", "name", "value", wrong),
  Application: () => make(Application, [], { ...wrong, debgu: true }),
};

describe("a name of no option is refused by", () => {
  for (const [name, use] of Object.entries(uses)) {
    test(name, async () => {
      // A promise, or an exception at once: both are what a caller gets who awaits it.
      await assert.rejects(
        async () => await use(),
        (error) => {
          assert.ok(error instanceof TypeError, String(error));
          assert.match(error.message, /^Cannot .* because there is no (?:option|setting) /);
          return true;
        },
      );
    });
  }
});
