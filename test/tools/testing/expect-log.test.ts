import assert from "node:assert/strict";
import { test } from "node:test";
import { accessLog, addLogFilter, appLog, genLog } from "typhoon/log";
import { ExpectLog } from "typhoon/testing";
import { expectLog, guardLog } from "../../support/guard-log.ts";

// It fails a test in which a line gets through that was to be swallowed.
guardLog();

test("a line that is expected is swallowed and counted; it can be waited for", async () => {
  using expected = new ExpectLog(appLog, /^Cannot open/);
  const first = expected.first();

  appLog.error({ path: "a.db" }, "Cannot open a.db");
  appLog.warn("Cannot open b.db");

  assert.equal(expected.matched, 2);
  assert.equal((await first)["path"], "a.db");
  assert.equal((await expected.first()).level, "error");
  assert.deepEqual(
    expected.lines.map(({ level }) => level),
    ["error", "warn"],
  );
});

test("a line that does not match, or is another logger's, is written", async () => {
  using expected = new ExpectLog("typhoon.application", "^one$");

  appLog.warn("one");
  appLog.warn("two");
  genLog.warn("one");

  assert.equal(expected.matched, 1);
  assert.equal((await expectLog(/two/)).name, "typhoon.application");
  assert.equal((await expectLog(/one/)).name, "typhoon.general");
});

test("an expected line that did not come is an error at the end, unless it is not required", () => {
  const expected = new ExpectLog("", /missing/);
  const tolerated = new ExpectLog("", /missing/, { required: false });

  assert.throws(() => expected.close(), /Did not get the expected log message: no line matched \/missing\//);
  tolerated.close();
  expected.close();
});

test("with a level, only lines of it match, and the logger writes them meanwhile", async () => {
  const level = accessLog.level;
  {
    using expected = new ExpectLog(accessLog, /GET/, { level: "info" });

    accessLog.info("200 GET /");
    accessLog.warn("404 GET /");

    assert.equal(expected.matched, 1);
  }
  await expectLog(/404/);
  assert.equal(accessLog.level, level);
});

test("loggedStack tells whether the stack of an error was logged", () => {
  using expected = new ExpectLog(appLog, /failed/);

  appLog.error("failed");
  const before = expected.loggedStack;
  appLog.error({ err: new Error("why") }, "failed");

  assert.deepEqual([before, expected.loggedStack], [false, true]);
});

test("the newest of several takes a line, and no line is expected after the end", async () => {
  using outer = new ExpectLog("", /./);
  {
    using inner = new ExpectLog("", /inner/);
    genLog.warn("inner");
    genLog.warn("outer");
    assert.deepEqual([inner.matched, outer.matched], [1, 1]);
  }
  genLog.warn("inner");
  assert.equal(outer.matched, 2);
});

test("there are three loggers", () => {
  assert.throws(
    () => new ExpectLog("tornado.general", /x/),
    /there are typhoon\.access, typhoon\.application/,
  );
});

test("a filter of the log drops lines until it is taken away", async () => {
  const seen: string[] = [];
  const remove = addLogFilter((line) => {
    seen.push(JSON.parse(line).msg);
    return false;
  });
  genLog.warn("dropped");
  remove();
  genLog.warn("written");

  await expectLog(/written/);
  assert.deepEqual(seen, ["dropped"]);
});
