import assert from "node:assert/strict";
import { test } from "node:test";
import { application } from "../../fixtures/web/users-only.ts";
import { guardLog } from "../../support/guard-log.ts";
import { serveApplication } from "../serve.ts";

guardLog();

test("an authenticated method runs on a worker for users, and strangers are sent away before", async (t) => {
  const site = await serveApplication(t, application);

  const user = await site.fetch("/", { headers: { Cookie: "user=Ann" } });
  const stranger = await site.fetch("/");

  assert.equal(user.body, "on the main thread: false, signed: b");
  assert.equal(stranger.headers.location, "/login?next=%2F");
});
