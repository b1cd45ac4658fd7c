import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { constants, openSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PipeIOStream } from "typhoon/iostream";
import { guardLog } from "../../support/guard-log.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

guardLog();

test("the two ends of a pipe, by their file descriptors", {
  skip: process.platform === "win32",
}, async (t) => {
  const path = join(temporaryFolder(t), "pipe");
  execFileSync("mkfifo", [path]);
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const reader = new PipeIOStream({ fd, end: "read" });
  const writer = new PipeIOStream({
    fd: openSync(path, constants.O_WRONLY | constants.O_NONBLOCK),
    end: "write",
  });
  const size = 1_048_576;

  writer.write("hel");
  writer.write("lo world");
  assert.equal(String(await reader.readUntil(" ")), "hello ");
  writer.write(Buffer.alloc(size, "1"));
  writer.close();

  assert.equal((await reader.readUntilClose()).length, "world".length + size);
});

test("the standard streams of a child process", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.pipe(process.stdout)"]);
  const input = new PipeIOStream(child.stdin);
  const output = new PipeIOStream(child.stdout);

  await input.write("one\ntwo\n");
  assert.equal(String(await output.readUntil("\n")), "one\n");
  input.close();

  assert.equal(String(await output.readUntilClose()), "two\n");
});
