import assert from "node:assert/strict";
import { test } from "node:test";
import { addSlash, RequestHandler, removeSlash } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

class Without extends RequestHandler {
  @removeSlash
  override get() {
    this.write("without");
  }
  @removeSlash
  override post() {
    this.write("posted");
  }
}

class With extends RequestHandler {
  @addSlash
  override get() {
    this.write("with");
  }
  @addSlash
  override post() {
    this.write("posted");
  }
}

test("removeSlash sends to the path without, for good and with the query; / stays", async (t) => {
  const site = await serve(t, [["/.*", Without]], { logFunction() {} });

  const moved = await site.fetch("/a/b//?c=d&e");

  assert.deepEqual([moved.status, moved.headers.location], [301, "/a/b?c=d&e"]);
  for (const path of ["/a", "/"]) assert.equal((await site.fetch(path)).body, "without");
  assert.equal((await site.fetch("/a/", { method: "POST" })).status, 404);
  assert.equal((await site.fetch("/a", { method: "POST" })).body, "posted");
});

test("addSlash sends to the path with one, for good and with the query", async (t) => {
  const site = await serve(t, [["/.*", With]], { logFunction() {} });

  const moved = await site.fetch("/a?c=d");

  assert.deepEqual([moved.status, moved.headers.location], [301, "/a/?c=d"]);
  assert.equal((await site.fetch("/a/")).body, "with");
  assert.equal((await site.fetch("/a", { method: "POST" })).status, 404);
  assert.equal((await site.fetch("/a/", { method: "POST" })).body, "posted");
});

test("neither sends the client to another site", async (t) => {
  const site = await serve(t, [
    ["/with/.*|//.*e|/\\\\.*", With],
    ["/.*", Without],
  ]);

  assert.equal((await site.fetch("//evil.com/e")).headers.location, "/evil.com/e/");
  assert.equal((await site.fetch("//evil.com/")).headers.location, "/evil.com");
  assert.equal((await site.fetch("/\\evil.com")).headers.location, "/evil.com/");
});
