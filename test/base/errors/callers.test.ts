import assert from "node:assert/strict";
import { test } from "node:test";
import {
  blocking,
  DummyExecutor,
  ProcessPoolExecutor,
  ThreadPoolExecutor,
  unblock,
} from "typhoon/concurrent";
import { AsyncHTTPClient, HTTPRequest } from "typhoon/httpclient";
import { HTTPServer } from "typhoon/httpserver";
import { formatCookie } from "typhoon/httputil";
import { BaseIOStream } from "typhoon/iostream";
import { Condition, Event, Lock, Semaphore } from "typhoon/locks";
import { bindSockets, bindUnixSocket } from "typhoon/netutil";
import { OptionParser } from "typhoon/options";
import { PriorityQueue, Queue } from "typhoon/queues";
import { TCPClient } from "typhoon/tcpclient";
import { TCPServer } from "typhoon/tcpserver";
import { DictLoader, Loader } from "typhoon/template";
import { Application, HTTPError } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

class Old extends TCPServer {
  override handleStream() {}
  handle_stream() {}
}
abstract class Older extends TCPServer {
  handle_stream() {}
  handleStreams() {}
}

/** Calls as JavaScript without types may make them: the compiler would refuse each. */
function untyped(callee: unknown, ...args: readonly unknown[]): () => unknown {
  assert.ok(typeof callee === "function");
  return () => {
    try {
      return Reflect.construct(callee, args);
    } catch (error) {
      if (!(error instanceof TypeError) || !/not a constructor/.test(error.message)) throw error;
    }
    return Reflect.apply(callee, undefined, args);
  };
}

function method<T extends object>(object: T, name: keyof T, ...args: readonly unknown[]): () => unknown {
  const callee: unknown = object[name];
  assert.ok(typeof callee === "function");
  return () => Reflect.apply(callee, object, args);
}

const url = "http://127.0.0.1:1/";
const client = new AsyncHTTPClient({ forceInstance: true });

const executor = new DummyExecutor();
const one = blocking(() => 1);
const unblocked = unblock(() => 1);

const refused: readonly (readonly [title: string, call: () => unknown, message: RegExp])[] = [
  [
    "new Queue(true)",
    untyped(Queue, true),
    /Cannot make a queue with true because it takes options: pass \{ maxsize: true \}/,
  ],
  ["new ThreadPoolExecutor", untyped(ThreadPoolExecutor, { max_workers: 2 }), /write maxWorkers/],
  [
    "new ThreadPoolExecutor",
    untyped(ThreadPoolExecutor, { maxMemoryMb: 2 }),
    /no option "maxMemoryMb": its options are/,
  ],
  ["new ProcessPoolExecutor", untyped(ProcessPoolExecutor, { maxQueu: 2 }), /did you mean maxQueue\?/],
  ["run({ timeout })", method(executor, "run", one, [], { timeout: 1 }), /write timeoutMs, in milliseconds/],
  ["run(5)", method(executor, "run", one, [], 5), /Cannot make a call with 5 because it takes options/],
  ["run(null)", method(executor, "run", one, [], null), /Cannot make a call with null/],
  ["run({ signal })", method(executor, "run", one, [], { signal: 5 }), /signal must be an AbortSignal/],
  ["run(fn, 5)", method(executor, "run", one, 5), /its arguments are 5: pass a list, such as \[1, 2\]/],
  ["stream({ timeout_ms })", method(executor, "stream", one, [], { timeout_ms: 1 }), /write timeoutMs/],
  ["with({ timeout })", method(unblocked, "with", { timeout: 1 }), /write timeoutMs, in milliseconds/],
  ["unblock({ timeout })", untyped(unblock, { timeout: 1 }), /write timeoutMs, in milliseconds/],
  ["new Queue({ maxSize })", untyped(Queue, { maxSize: 2 }), /no option "maxSize": write maxsize/],
  ["new PriorityQueue([2])", untyped(PriorityQueue, [2]), /because it takes options/],
  [
    "queue.get(30)",
    method(new Queue(), "get", 30),
    /Cannot wait with 30 .*\{ timeoutMs: 30 \}, in milliseconds/,
  ],
  ["queue.put(1, 30)", method(new Queue(), "put", 1, 30), /\{ timeoutMs: 30 \}, in milliseconds/],
  [
    "queue.join({ timeout })",
    method(new Queue(), "join", { timeout: 1 }),
    /write timeoutMs, in milliseconds/,
  ],
  ["queue.shutdown(true)", method(new Queue(), "shutdown", true), /pass \{ immediate: true \}/],
  ["condition.wait(30)", method(new Condition(), "wait", 30), /\{ timeoutMs: 30 \}, in milliseconds/],
  ["event.wait(30)", method(new Event(), "wait", 30), /\{ timeoutMs: 30 \}, in milliseconds/],
  ["lock.acquire(30)", method(new Lock(), "acquire", 30), /\{ timeoutMs: 30 \}, in milliseconds/],
  ["semaphore.acquire(30)", method(new Semaphore(), "acquire", 30), /\{ timeoutMs: 30 \}, in milliseconds/],
  ["define(p, 8888)", method(new OptionParser(), "define", "p", 8888), /pass \{ default: 8888 \}/],
  [
    "define({ defualt })",
    method(new OptionParser(), "define", "p", { defualt: 1 }),
    /did you mean default\?/,
  ],
  [
    "parseCommandLine([], false)",
    method(new OptionParser(), "parseCommandLine", [], false),
    /pass \{ final: false \}/,
  ],
  [
    "formatCookie",
    untyped(formatCookie, "a", "b", { httponly: true }),
    /no option "httponly": write httpOnly/,
  ],
  ["formatCookie", untyped(formatCookie, "a", "b", { max_age: 1 }), /write maxAgeMs, in milliseconds/],
  [
    "formatCookie",
    untyped(formatCookie, "a", "b", { sameSite: true }),
    /sameSite must be "Strict" or "Lax" or "None"/,
  ],
  ["fetch", method(client, "fetch", url, { request_timeout: 5 }), /write requestTimeoutMs, in milliseconds/],
  ["fetch", method(client, "fetch", url, { validateCerts: false }), /did you mean validateCert\?/],
  ["fetch", method(client, "fetch", url, "POST"), /Cannot fetch with "POST" because it takes options/],
  ["new HTTPRequest", untyped(HTTPRequest, url, "POST"), /Cannot fetch with "POST"/],
  ["new AsyncHTTPClient", untyped(AsyncHTTPClient, { max_clients: 5 }), /write maxClients/],
  [
    "defaults of a client",
    untyped(AsyncHTTPClient, { forceInstance: true, defaults: { user_agent: "x" } }),
    /write userAgent/,
  ],
  [
    "new HTTPServer",
    untyped(HTTPServer, () => {}, { maxBodysize: 10 }),
    /no option "maxBodysize": write maxBodySize/,
  ],
  ["new HTTPServer", untyped(HTTPServer, () => {}, { xheaders: "no" }), /xheaders must be true or false/],
  ["new HTTPServer", untyped(HTTPServer, () => {}, { trustedDownstream: "10.0.0.1" }), /must be a list/],
  ["new HTTPServer", untyped(HTTPServer, () => {}, 8888), /because it takes options/],
  [
    "new HTTPServer",
    untyped(HTTPServer, {}),
    /Cannot make an HTTP server for an object: pass an Application/,
  ],
  ["new HTTPError", untyped(HTTPError, 403, "no %s", "access"), /pass \{ reason: "access" \}/],
  ["new Loader", untyped(Loader, "x", { autoEscape: null }), /write autoescape/],
  ["new Loader", untyped(Loader, 5), /rootDirectory must be|because it must be a path or a file: URL/],
  ["new DictLoader", untyped(DictLoader, {}, { white_space: "all" }), /write whitespace/],
  ["readUntil", method(new BaseIOStream(), "readUntil", "\n", 100), /pass \{ maxBytes: 100 \}/],
  ["readBytes", method(new BaseIOStream(), "readBytes", 10, true), /pass \{ partial: true \}/],
  [
    "new TCPServer",
    untyped(Older),
    /Cannot use Older because TCPServer never calls a method "handle_stream"/,
  ],
];

for (const [title, call, message] of refused) {
  test(`${title} is refused at once: ${message.source}`, () => {
    assert.throws(call, { name: "TypeError", message });
  });
}

const app = new Application();
const rejected: readonly (readonly [title: string, call: () => unknown, name: string, message: RegExp])[] = [
  [
    "listen",
    method(app, "listen", "8080"),
    "TypeError",
    /Cannot listen on "8080" because a port is a number: write Number\(process\.env\.PORT\)/,
  ],
  [
    "listen",
    method(app, "listen", "/run/a.sock"),
    "TypeError",
    /pass \{ path: "\/run\/a.sock" \} for a Unix socket/,
  ],
  [
    "listen",
    method(app, "listen", undefined),
    "TypeError",
    /Cannot listen on undefined because a port is a number: pass one/,
  ],
  ["listen", method(app, "listen", Number.NaN), "RangeError", /port NaN .*a variable that is not set/],
  [
    "listen",
    method(app, "listen", 65_536),
    "RangeError",
    /port 65536 because a port is a whole number from 0 to 65535/,
  ],
  ["listen", method(app, "listen", {}), "TypeError", /path must be text: current value is undefined/],
  ["listen", method(app, "listen", { path: "" }), "TypeError", /path must be text: current value is ""/],
  ["listen", method(app, "listen", { port: 8888 }), "TypeError", /pass the port itself/],
  ["listen", method(app, "listen", 0, { xheaders: true }), "TypeError", /options come third/],
  ["listen", method(app, "listen", 0, () => {}), "TypeError", /instead of passing a callback/],
  ["listen", method(app, "listen", 0, "127.0.0.1", { maxBodysize: 10 }), "TypeError", /write maxBodySize/],
  ["bindSockets", untyped(bindSockets, "80"), "TypeError", /write Number\(process\.env\.PORT\)/],
  ["bindSockets", untyped(bindSockets, 0, undefined, { reuse_port: true }), "TypeError", /write reusePort/],
  ["bindUnixSocket", untyped(bindUnixSocket, 5), "TypeError", /path must be text: current value is 5/],
  ["connect", method(new TCPClient(), "connect", "localhost", "80"), "TypeError", /Cannot connect to "80"/],
  [
    "connect",
    method(new TCPClient(), "connect", "localhost", 0),
    "RangeError",
    /whole number from 1 to 65535/,
  ],
  ["connect", method(new TCPClient(), "connect", 80, 80), "TypeError", /because a host is text/],
  [
    "connect",
    method(new TCPClient(), "connect", "localhost", 80, { timeout: 5 }),
    "TypeError",
    /write timeoutMs, in milliseconds/,
  ],
  ["drain", method(new HTTPServer(() => {}), "drain", 5000), "TypeError", /because it takes options/],
];

for (const [title, call, name, message] of rejected) {
  test(`${title} rejects: ${message.source}`, async () => {
    await assert.rejects(async () => call(), { name, message });
  });
}

test("a class that overrides a hook may have the old spelling beside it", () => {
  new Old();
});
