import assert from "node:assert/strict";
import { test } from "node:test";
import { number, OptionRules, text, trueOrFalse } from "#typhoon/base/errors/internal.js";

interface Options {
  readonly requestTimeoutMs?: number;
  readonly maxBodySize?: number;
  readonly xheaders?: boolean;
  readonly userAgent?: string;
}

const described = { requestTimeoutMs: number, maxBodySize: number, xheaders: trueOrFalse, userAgent: text };
const closed = new OptionRules<Options>("fetch", described, { renamed: { use_agent: "userAgent" } });
const open = new OptionRules<Options>("fetch", described, { noun: "setting", isOpen: true });

function messageOf(rules: OptionRules<Options>, options: unknown): string {
  try {
    rules.check(options);
    return "accepted";
  } catch (error) {
    assert.ok(error instanceof TypeError, String(error));
    return error.message;
  }
}

test("options with their own names and values are accepted, undefined ones too", () => {
  for (const options of [undefined, {}, { maxBodySize: 1 }, { xheaders: undefined }, Object.create(null)])
    assert.equal(messageOf(closed, options), "accepted");
});

const names: readonly (readonly [name: string, advice: string])[] = [
  ["request_timeout", "write requestTimeoutMs, in milliseconds"],
  ["requestTimeout", "write requestTimeoutMs, in milliseconds"],
  ["request_timeout_ms", "write requestTimeoutMs"],
  ["maxBodysize", "write maxBodySize"],
  ["max_body_size", "write maxBodySize"],
  ["XHEADERS", "write xheaders"],
  ["use_agent", "write userAgent"],
  ["maxBodySzie", "did you mean maxBodySize?"],
  ["xheader", "did you mean xheaders?"],
  ["reqestTimeotMs", "did you mean requestTimeoutMs?"],
  ["colour", "its options are requestTimeoutMs, maxBodySize, xheaders, userAgent"],
  ["__proto__x", "its options are requestTimeoutMs, maxBodySize, xheaders, userAgent"],
];

for (const [name, advice] of names) {
  test(`the unknown option ${name} is refused: ${advice}`, () => {
    assert.equal(
      messageOf(closed, { [name]: 1 }),
      `Cannot fetch because there is no option "${name}": ${advice}`,
    );
  });
}

test("names like those of Object are no options", () => {
  assert.match(messageOf(closed, { constructor: 1 }), /no option "constructor"/);
  assert.match(messageOf(closed, { toString: 1 }), /no option "toString"/);
});

test("an option that is inherited counts, as destructuring reads it", () => {
  assert.match(messageOf(closed, Object.create({ max_body_size: 1 })), /write maxBodySize/);
});

test("a name of any length or content is named in short", () => {
  assert.ok(messageOf(closed, { ["x".repeat(1e6)]: 1 }).length < 300);
  assert.match(messageOf(closed, { "a\n\u001b[2J": 1 }), /"a\\n\\u001b\[2J"/);
});

const values: readonly (readonly [options: object, message: string])[] = [
  [{ maxBodySize: "10mb" }, 'maxBodySize must be a number: current value is "10mb"'],
  [{ maxBodySize: Number.NaN }, "maxBodySize must be a number: current value is NaN"],
  [{ maxBodySize: null }, "maxBodySize must be a number: current value is null"],
  [{ xheaders: "false" }, 'xheaders must be true or false: current value is "false"'],
  [{ xheaders: 1 }, "xheaders must be true or false: current value is 1"],
  [{ userAgent: [] }, "userAgent must be text: current value is a list"],
  [
    { userAgent: Promise.resolve("x") },
    "userAgent must be text: current value is a promise, which needs an await",
  ],
];

for (const [options, message] of values) {
  test(`a value of the wrong type is refused: ${message}`, () => {
    assert.equal(messageOf(closed, options), `Cannot fetch because ${message}`);
  });
}

const notOptions: readonly (readonly [value: unknown, message: string])[] = [
  [30, "Cannot fetch with 30 because it takes options: pass { requestTimeoutMs: 30 }, in milliseconds"],
  [true, "Cannot fetch with true because it takes options: pass { xheaders: true }"],
  ["curl", 'Cannot fetch with "curl" because it takes options: pass { userAgent: "curl" }'],
  [null, "Cannot fetch with null because it takes options: pass { requestTimeoutMs: ... }, in milliseconds"],
  [[1], "Cannot fetch with a list because it takes options: pass { requestTimeoutMs: ... }, in milliseconds"],
];

for (const [value, message] of notOptions) {
  test(`what is no options object is refused: ${message}`, () => {
    assert.equal(messageOf(closed, value), message);
  });
}

test("a function where options are expected is refused", () => {
  assert.match(
    messageOf(closed, () => {}),
    /^Cannot fetch with a function or class because it takes options/,
  );
});

test("open rules let other names pass", () => {
  for (const name of ["database", "defaultPort", "timeout", "userName", "agent", "bodySize", "maxUsers", "x"])
    assert.equal(messageOf(open, { [name]: 1 }), "accepted", name);
});

test("open rules refuse names that are taken for one of theirs, and wrong values", () => {
  const refused = [
    "max_body_size",
    "maxbodysize",
    "maxBodySiz",
    "maxBodySizes",
    "maxBdySzie",
    "usrAgent",
    "requestTimeout",
  ];
  for (const name of refused) assert.match(messageOf(open, { [name]: 1 }), /there is no setting/, name);
  assert.match(messageOf(open, { xheaders: "yes" }), /xheaders must be true or false/);
});

test("a hostile value is named without being asked for anything", () => {
  const hostile = new Proxy({}, { get: () => assert.fail(), getPrototypeOf: () => assert.fail() });
  assert.match(
    messageOf(closed, { userAgent: hostile }),
    /userAgent must be text: current value is an object/,
  );
});
