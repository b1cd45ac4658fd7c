import assert from "node:assert/strict";
import { test } from "node:test";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";
import { putFile, staticFolder } from "./static-site.ts";

guardLog();

const changed = "Sun, 02 Feb 2020 02:02:02 GMT";
const before = "Sun, 02 Feb 2020 02:02:01 GMT";

/** `ETAG` stands for the tag of the file. */
const preconditions: readonly [headers: Record<string, string>, status: number][] = [
  [{ "If-Match": "ETAG" }, 200],
  [{ "If-Match": "*" }, 200],
  [{ "If-Match": '"x", "y"' }, 412],
  [{ "If-Match": "W/ETAG" }, 412],
  [{ "If-Match": "ETAG", Range: "bytes=1-2" }, 206],
  [{ "If-Match": '"x"', Range: "bytes=1-2" }, 412],
  [{ "If-Unmodified-Since": changed, Range: "bytes=1-2" }, 206],
  [{ "If-Unmodified-Since": before, Range: "bytes=1-2" }, 412],
  [{ "If-Match": "ETAG", "If-Unmodified-Since": before }, 200],
  [{ "If-None-Match": "W/ETAG" }, 304],
  [{ "If-None-Match": '"x"', "If-Modified-Since": changed }, 200],
  [{ "If-Modified-Since": changed }, 304],
  [{ "If-Modified-Since": before }, 200],
  [{ "If-Match": '"x"', "If-None-Match": "ETAG" }, 412],
  [{ "If-None-Match": "ETAG", Range: "bytes=1-2" }, 304],
  [{ "If-Range": "ETAG", Range: "bytes=1-2" }, 206],
  [{ "If-Range": "W/ETAG", Range: "bytes=1-2" }, 200],
  [{ "If-Range": before, Range: "bytes=1-2" }, 200],
];

for (const [headers, status] of preconditions) {
  test(`a file is ${status} for ${JSON.stringify(headers)} (RFC 9110 §13.2.2)`, async (t) => {
    const site = await serve(t, [], { staticPath: staticFolder(t, { "a.txt": "hello" }) });
    const { etag = "" } = (await site.fetch("/static/a.txt")).headers;
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace("ETAG", String(etag))]),
    );

    assert.equal((await site.fetch("/static/a.txt", { headers: sent })).status, status);
    assert.equal((await site.fetch("/static/a.txt", { method: "HEAD", headers: sent })).status, status);
    if (status !== 412) return;
    await expectLog(/^412 GET/);
    await expectLog(/^412 HEAD/);
  });
}

test("the second half of a download is not the half of another version: 412", async (t) => {
  const root = staticFolder(t, { "a.bin": "AAAAAAAAAA" });
  const site = await serve(t, [], { staticPath: root });
  const { etag } = (await site.fetch("/static/a.bin")).headers;
  putFile(root, "a.bin", "BBBBBBBBBB", new Date("2021-01-01"));

  const answer = await site.fetch("/static/a.bin", {
    headers: { "If-Match": String(etag), Range: "bytes=5-" },
  });

  await expectLog(/^412 GET/);
  assert.equal(answer.status, 412);
  assert.doesNotMatch(answer.body, /B{5}/);
});
