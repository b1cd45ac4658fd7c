// Methods of a handler on child processes: what holds for threads has to hold there.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { InProcess, processes } from "../../fixtures/web/in-process.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { hasNotes, noteFiles } from "../../support/note-files.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { serve } from "../serve.ts";

guardLog();
after(() => processes.shutdown());

const rules = [["/(.*)", InProcess]] as const;
const settings = { logFunction: () => {} };

test("a method in a process sees the request, and does to the answer what it says", async (t) => {
  const { fetch } = await serve(t, rules, settings);

  const { status, headers, body } = await fetch(`/tea?name=T%C3%A9&pid=${process.pid}`);

  assert.deepEqual([status, headers["x-elsewhere"], body], [201, "true", "GET T\u00e9 no body"]);
  assert.match(String(headers["set-cookie"]), /^seen=tea;/);
});

test("bytes go there and back", async (t) => {
  const { fetch } = await serve(t, rules, settings);

  assert.equal((await fetch("/x", { method: "POST", body: "abc" })).body, "cba");
});

test("a generator in a process streams", async (t) => {
  const { fetch } = await serve(t, rules, settings);

  const { headers, body } = await fetch("/x", { method: "PUT" });

  assert.deepEqual([headers["x-stream"], headers["transfer-encoding"]], ["yes", "chunked"]);
  assert.equal(body, "part one part two ");
});

test("an HTTPError in a process is that status, and a crash is a 500 for its own request alone", async (t) => {
  const { fetch } = await serve(t, rules, settings);

  assert.equal((await fetch("/teapot")).status, 418);
  await expectLog(/^418 GET \/teapot .*short and stout$/);
  assert.equal((await fetch("/crash")).status, 500);
  await expectLog(/^Uncaught exception GET \/crash/);
  assert.equal((await fetch(`/tea?name=x&pid=${process.pid}`)).status, 201);
});

test("a method in a process is told when its client leaves, in the middle of its computation", async (t) => {
  const { port } = await serve(t, rules, settings);
  const file = noteFiles(t);
  const query = new URLSearchParams({ begun: file("begun"), ended: file("ended") });
  const client = await RawHTTPClient.connect(port);
  await client.send(`DELETE /x?${query} HTTP/1.1\r\nHost: a\r\n\r\n`);
  await hasNotes(file("begun"));

  client.close();

  await hasNotes(file("ended"));
});
