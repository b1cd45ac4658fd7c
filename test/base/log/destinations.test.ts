import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { Writable } from "node:stream";
import { test } from "node:test";
import { addLogFilter, configureLogging, genLog, setLogDestination } from "typhoon/log";
import { FileDestination } from "#typhoon/base/log/file-destination.js";

/** A destination that fails as it is told, and what it took otherwise. */
class Unreliable {
  readonly messages: string[] = [];
  fails = false;

  write(line: string): void {
    if (this.fails) throw new Error("the disk is full");
    this.messages.push(JSON.parse(line).msg);
  }
}

test("a destination that throws loses its lines, and counts them once it works again", (t) => {
  const destination = new Unreliable();
  const previous = setLogDestination(destination);
  t.after(() => setLogDestination(previous));

  genLog.warn("first");
  destination.fails = true;
  genLog.warn("second");
  genLog.warn("third");
  destination.fails = false;
  genLog.warn("fourth");
  genLog.warn("fifth");

  const notice =
    "2 log lines were dropped because the destination could not be written: Error: the disk is full";
  assert.deepEqual(destination.messages, ["first", notice, "fourth", "fifth"]);
});

test("a destination that rejects, or emits an error as streams do, is not the program's failure", async (t) => {
  const messages: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      messages.push(JSON.parse(String(chunk)).msg);
      done(messages.length === 1 ? new Error("EIO") : undefined);
    },
  });
  const previous = setLogDestination(stream);
  t.after(() => setLogDestination(previous));
  genLog.warn("to a stream");
  await new Promise((resolve) => setImmediate(resolve));

  const rejecting = { write: async () => Promise.reject(new Error("no")) };
  setLogDestination(rejecting);
  genLog.warn("to one that rejects");
  await new Promise((resolve) => setImmediate(resolve));

  assert.deepEqual(messages, ["to a stream"]);
  assert.equal(stream.listenerCount("error"), 0, "it was released");
});

test("a stream that hands nothing on is given a bounded number of lines", (t) => {
  const stream = new Writable({ write() {} });
  const previous = setLogDestination(stream);
  t.after(() => setLogDestination(previous));

  for (let index = 0; index < 3_000; index++) genLog.warn("x".repeat(1_000));

  assert.ok(stream.writableLength < 1_100_000, `${stream.writableLength} bytes wait`);
});

test("a filter that throws keeps no line from the log", (t) => {
  const destination = new Unreliable();
  const previous = setLogDestination(destination);
  t.after(() => setLogDestination(previous));
  t.after(
    addLogFilter(() => {
      throw new Error("x");
    }),
  );

  genLog.warn("kept");

  assert.deepEqual(destination.messages, ["kept"]);
});

test("a file on a full disk loses lines and nothing else", { skip: !existsSync("/dev/full") }, (t) => {
  const previous = setLogDestination(undefined);
  t.after(() => setLogDestination(previous));

  configureLogging({ file: "/dev/full" });

  assert.doesNotThrow(() => genLog.warn("nowhere to go"));
});

test("a descriptor that is closed loses lines and nothing else", () => {
  const destination = new FileDestination(987_654, "a closed file");

  assert.doesNotThrow(() => {
    for (let index = 0; index < 2_000; index++) destination.write(`${"x".repeat(1_000)}\n`);
  });
});
