import assert from "node:assert/strict";
import { test } from "node:test";
import { redactArguments } from "typhoon/log";
import { redactedUrl } from "#typhoon/base/log/internal.js";
import { inOwnProcess } from "../../support/in-own-process.ts";

const run = (program: string) =>
  inOwnProcess(`import { configureLogging, genLog } from "typhoon/log"; ${program}; genLog.info("hello");`)
    .output;

test("lines are readable unless the program is in production or asks for JSON", () => {
  const inProduction = 'process.env.NODE_ENV = "production"';

  assert.match(run("configureLogging()"), /^\[I \d{6} [\d:]{8} general\] hello\n$/);
  assert.equal(JSON.parse(run(`${inProduction}; configureLogging()`)).msg, "hello");
  assert.match(run(`${inProduction}; configureLogging({ format: "pretty" })`), /^\[I/);
  assert.equal(JSON.parse(run('configureLogging({ format: "json" })')).level, "info");
  assert.equal(run('configureLogging({ level: "warn" })'), "");
});

test("a wrong level, and readable lines in a file, are refused", () => {
  assert.match(
    run('configureLogging({ level: "loud" })'),
    /RangeError: Cannot log as level has to be one of/,
  );
  assert.match(
    run('configureLogging({ format: "pretty", file: "x.log" })'),
    /RangeError: Cannot log as format has to be one of json: current value is pretty/,
  );
});

test("the values of secret arguments are not shown in a URL", (t) => {
  t.after(() => redactArguments(["access_token", "api_key", "apikey", "password", "secret", "token"]));

  assert.equal(redactedUrl("/a?x=1&Token=abc&tokens=2#f"), "/a?x=1&Token=[redacted]&tokens=2#f");
  assert.equal(redactedUrl("/token=abc?password="), "/token=abc?password=");
  redactArguments(["a.b"]);
  assert.equal(redactedUrl("/?token=1&a.b=2&aXb=3"), "/?token=1&a.b=[redacted]&aXb=3");
  redactArguments([]);
  assert.equal(redactedUrl("/?token=1"), "/?token=1");
});
