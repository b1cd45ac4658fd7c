import assert from "node:assert/strict";
import { test } from "node:test";
import { genLog, LogFormatter, setLogDestination } from "typhoon/log";
import { describeThrown } from "#typhoon/base/log/describe-thrown.js";

function throwing(): never {
  throw new Error("hostile");
}

function withGetter(name: string): Error {
  return Object.defineProperty(new Error("x"), name, { enumerable: true, get: throwing });
}

function chain(length: number): Error {
  let error = new Error("last");
  for (let index = 0; index < length; index++) error = new Error(`error ${index}`, { cause: error });
  return error;
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const allTraps: ProxyHandler<object> = {
  get: throwing,
  has: throwing,
  ownKeys: throwing,
  getPrototypeOf: throwing,
  getOwnPropertyDescriptor: throwing,
};

class HostileName extends Error {
  override get name(): string {
    return throwing();
  }
}

const endless: object = new Proxy({}, { getPrototypeOf: () => endless });
const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;
const own = new Error("its own cause");
own.cause = own;

const values: [what: string, value: unknown][] = [
  ...["extra", "message", "stack", "cause", "name", "code", "errors", "constructor"].map(
    (name): [string, unknown] => [`an error whose ${name} throws`, withGetter(name)],
  ),
  ["an error whose class has a name that throws", new HostileName("x")],
  ["20,000 causes", chain(20_000)],
  ["an error that is its own cause", own],
  [
    "an AggregateError of itself",
    Object.assign(new AggregateError([own], "many"), { errors: [own, cyclic] }),
  ],
  [
    "an AggregateError with a Proxy for its errors",
    Object.assign(new AggregateError([]), { errors: new Proxy([], allTraps) }),
  ],
  ["a Proxy whose traps throw", new Proxy({}, allTraps)],
  ["a Proxy of an error whose traps throw", new Proxy(new Error("x"), allTraps)],
  ["a revoked Proxy", revoked({})],
  ["a revoked Proxy of an error", revoked(new Error("x"))],
  ["an object whose prototypes never end", endless],
  ["an error whose cause has prototypes that never end", new Error("x", { cause: endless })],
  ["null", null],
  ["undefined", undefined],
  ["a symbol", Symbol("x")],
  ["a big number", 10n ** 400n],
  ["a function", throwing],
  ["an object with a toJSON that throws", { toJSON: throwing }],
  [
    "an object that is inspected by code that throws",
    { [Symbol.for("nodejs.util.inspect.custom")]: throwing },
  ],
  ["an object without a prototype", Object.create(null)],
  ["a cycle", cyclic],
  ["deep nesting", JSON.parse("[".repeat(5_000) + "]".repeat(5_000))],
  ["a long text", "x".repeat(1_000_000)],
  ["an error with a long message", new Error("x".repeat(1_000_000))],
  ["an error with many fields", Object.assign(new Error("x"), Object.fromEntries(Array(10_000).entries()))],
  ["an error whose stack is a list", Object.assign(new Error("x"), { stack: [1, 2] })],
];

for (const [what, value] of values) {
  test(`${what} makes one line of a bounded length, wherever it stands`, (t) => {
    const lines: string[] = [];
    const previous = setLogDestination({ write: (line) => void lines.push(line) });
    t.after(() => setLogDestination(previous));

    genLog.error({ err: value }, "as err");
    genLog.error({ field: value, other: 1 }, "as a field");
    for (const args of [["as text: %s %o %d", value, value, value], [value, "beside text"], [value]])
      Reflect.apply(genLog.error, genLog, args);

    assert.equal(lines.length, 5);
    for (const line of lines) {
      assert.ok(line.length < 40_000, `${line.length} characters`);
      assert.equal(JSON.parse(line).level, "error");
      assert.equal(line.indexOf("\n"), line.length - 1);
      assert.match(new LogFormatter().format(line), /^\[E/);
    }
    assert.match(lines[1] ?? "", /"other":1/);
    assert.doesNotThrow(() => describeThrown(value));
  });
}

test("plain data stays data, an error in any field keeps its stack, and bytes are not encoded", (t) => {
  const lines: string[] = [];
  const previous = setLogDestination({ write: (line) => void lines.push(line) });
  t.after(() => setLogDestination(previous));
  const error = new RangeError("too far");

  genLog.warn(
    { user: { id: 7, roles: ["a", "b"] }, at: new Date(0), bytes: Buffer.alloc(1e7), error },
    "odd",
  );
  genLog.child({ job: { id: 1 }, bytes: Buffer.alloc(1e7) }).warn("of a child");
  genLog.warn("%s of %d", "one", 2);

  const [odd, child, formatted] = lines.map((line) => JSON.parse(line));
  assert.deepEqual([odd.user, odd.at], [{ id: 7, roles: ["a", "b"] }, "1970-01-01T00:00:00.000Z"]);
  assert.match(odd.bytes, /of 10000000 bytes/);
  assert.equal(odd.error.type, "RangeError");
  assert.match(odd.error.stack, /^RangeError: too far\n {4}at /);
  assert.deepEqual([child.job, child.bytes], [{ id: 1 }, "Buffer of 10000000 bytes"]);
  assert.equal(formatted.msg, "one of 2");
});

test("a wide object and a long list are cut", (t) => {
  const lines: string[] = [];
  const previous = setLogDestination({ write: (line) => void lines.push(line) });
  t.after(() => setLogDestination(previous));
  const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index]));

  genLog.warn({ wide, list: Array(10_000).fill("x") }, "wide");
  genLog.warn(wide, "wide itself");

  for (const line of lines) assert.ok(line.length < 10_000, `${line.length} characters`);
});

test("what can be read of an error is there: class, message, frames, fields, causes", () => {
  class NoRowError extends Error {
    readonly code = "NO_ROW";
    readonly row = 7;
  }
  const error = new NoRowError("no such row", { cause: new TypeError("not a number") });

  const { type, message, stack, code, row } = describeThrown(error);

  assert.deepEqual([type, message, code, row], ["NoRowError", "no such row", "NO_ROW", 7]);
  assert.match(stack ?? "", /^Error: no such row\n {4}at .*hostile-values/);
  assert.match(stack ?? "", /\ncaused by: TypeError: not a number\n {4}at .*hostile-values/);
});

test("a message that looks like frames, or like another record, stays on its line", () => {
  const error = new Error("x\n    at evil (file.js:1:1)\n[E 261201 00:00:00 access] 500 GET /evil");

  const text = new LogFormatter().format(
    JSON.stringify({
      level: "error",
      time: 0,
      name: "typhoon.general",
      msg: "failed",
      err: describeThrown(error),
    }),
  );

  assert.match(text, /\n {4}Error: x\\n {4}at evil \(file\.js:1:1\)\\n\[E 261201/);
  assert.doesNotMatch(text, /^\s*at evil|^\s*\[E 261201 00:00:00 access\]/m);
});
