import assert from "node:assert/strict";
import { test } from "node:test";
import { LogFormatter } from "typhoon/log";

const time = new Date(2026, 10, 20, 9, 5, 7).getTime();
const line = (fields: object) =>
  `${JSON.stringify({ level: "info", time, name: "typhoon.access", ...fields })}\n`;

test("format() shows level, local time, logger and message in Tornado's bracket", () => {
  assert.equal(
    new LogFormatter().format(line({ msg: "200 GET / (127.0.0.1) 0.31ms" })),
    "[I 261120 09:05:07 access] 200 GET / (127.0.0.1) 0.31ms\n",
  );
});

test("format() indents the lines of a stack, so that a bracket always begins a record", () => {
  const text = new LogFormatter().format(
    line({ level: "error", msg: "failed", err: { stack: "Error: x\n  at y" } }),
  );

  assert.equal(text, "[E 261120 09:05:07 access] failed\n    Error: x\n      at y\n");
});

test("format() shows the fields it does not know as JSON", () => {
  assert.match(new LogFormatter().format(line({ msg: "slow", task: "a1" })), /slow task="a1"\n$/);
});

test("format() shows the id of a request at warnings and above only", () => {
  const formatter = new LogFormatter();

  assert.match(
    formatter.format(line({ level: "warn", msg: "slow", requestId: "a1" })),
    /slow requestId="a1"\n$/,
  );
  assert.match(formatter.format(line({ msg: "quick", requestId: "a1" })), /quick\n$/);
});

test("format() colours the bracket by level when asked", () => {
  const text = new LogFormatter({ color: true }).format(line({ level: "warn", msg: "x" }));

  assert.equal(text, "\u001b[33m[W 261120 09:05:07 access]\u001b[39m x\n");
});

test("format() passes a line that is not JSON unchanged", () => {
  assert.equal(new LogFormatter().format("plain words\n"), "plain words\n");
});
