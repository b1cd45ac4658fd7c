import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

const sha1OfHello = "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d";

class Hello extends RequestHandler {
  override get() {
    this.write("hel");
    this.write(Buffer.from("lo"));
  }
  override head() {
    this.get();
  }
  override post() {
    this.get();
  }
}

test("GET and HEAD have an Etag that is the SHA-1 of the body, POST has none", async (t) => {
  const site = await serve(t, [["/", Hello]]);

  const etags = await Promise.all(
    ["GET", "HEAD", "POST"].map(async (method) => (await site.fetch("/", { method })).headers.etag),
  );

  assert.deepEqual(etags, [`"${sha1OfHello}"`, `"${sha1OfHello}"`, undefined]);
});

for (const [ifNoneMatch, status] of [
  [`"${sha1OfHello}"`, 304],
  [`W/"${sha1OfHello}"`, 304],
  [`"other", "${sha1OfHello}"`, 304],
  ["*", 304],
  ['"other"', 200],
  [sha1OfHello, 200],
  ['"other", *', 200],
  ["", 200],
] as const) {
  test(`If-None-Match: ${ifNoneMatch} is answered by ${status}`, async (t) => {
    const site = await serve(t, [["/", Hello]]);

    const answer = await site.fetch("/", { headers: { "If-None-Match": ifNoneMatch } });

    assert.deepEqual([answer.status, answer.body], status === 304 ? [304, ""] : [200, "hello"]);
  });
}

test("a 304 keeps its Etag and says nothing of content", async (t) => {
  const site = await serve(t, [["/", Hello]]);

  const { headers } = await site.fetch("/", { headers: { "If-None-Match": "*" } });

  assert.equal(headers.etag, `"${sha1OfHello}"`);
  for (const name of ["content-type", "content-length", "transfer-encoding"])
    assert.equal(headers[name], undefined);
});

test("computeEtag() can be overridden, and an Etag that the handler set stays", async (t) => {
  class Own extends Hello {
    override computeEtag() {
      return '"own"';
    }
  }
  class Fixed extends Hello {
    override get() {
      this.setHeader("ETag", '"set"');
    }
  }
  class None extends Hello {
    override computeEtag() {
      return undefined;
    }
  }
  const site = await serve(t, [
    ["/own", Own],
    ["/set", Fixed],
    ["/none", None],
  ]);

  const etags = await Promise.all(
    ["/own", "/set", "/none"].map(async (path) => (await site.fetch(path)).headers.etag),
  );

  assert.deepEqual(etags, ['"own"', '"set"', undefined]);
});

test("the setting etags turns them off", async (t) => {
  const site = await serve(t, [["/", Hello]], { etags: false });

  assert.equal((await site.fetch("/")).headers.etag, undefined);
});

test("a body above maxEtagBodySize has no Etag, at that size it has one", async (t) => {
  class Long extends RequestHandler {
    override get(size: string) {
      this.write("é".repeat(Number(size)));
    }
  }
  const byDefault = await serve(t, [["/(\\d+)", Long]]);
  const small = await serve(t, [["/(\\d+)", Long]], { maxEtagBodySize: 10 });

  const tags = async (site: typeof small, ...sizes: number[]) =>
    Promise.all(sizes.map(async (size) => (await site.fetch(`/${size}`)).headers.etag !== undefined));

  assert.deepEqual(await tags(small, 5, 6), [true, false]);
  assert.deepEqual(await tags(byDefault, 16_384, 16_385), [true, false]);
});

const tag = '"v1"';
const changed = "Sun, 02 Feb 2020 02:02:02 GMT";
const before = "Sun, 02 Feb 2020 02:02:01 GMT";

/** As all of them are evaluated (RFC 9110 §13.2.2): what the client sends, and what GET and PUT answer. */
const preconditions: readonly [headers: Record<string, string>, get: number, put: number][] = [
  [{ "If-Match": tag }, 200, 204],
  [{ "If-Match": `"v0", ${tag}` }, 200, 204],
  [{ "If-Match": "*" }, 200, 204],
  [{ "If-Match": '"v0"' }, 412, 412],
  // §8.8.3.2: the comparison is a strong one.
  [{ "If-Match": `W/${tag}` }, 412, 412],
  [{ "If-Match": "v1" }, 412, 412],
  [{ "If-Match": "" }, 412, 412],
  [{ "If-Unmodified-Since": changed }, 200, 204],
  [{ "If-Unmodified-Since": before }, 412, 412],
  [{ "If-Unmodified-Since": "yesterday" }, 200, 204],
  // §13.1.4: it does not count beside If-Match.
  [{ "If-Match": tag, "If-Unmodified-Since": before }, 200, 204],
  [{ "If-Match": '"v0"', "If-Unmodified-Since": changed }, 412, 412],
  [{ "If-None-Match": tag }, 304, 412],
  [{ "If-None-Match": `W/${tag}` }, 304, 412],
  [{ "If-None-Match": "*" }, 304, 412],
  [{ "If-None-Match": '"v0"' }, 200, 204],
  [{ "If-Modified-Since": changed }, 304, 204],
  [{ "If-Modified-Since": before }, 200, 204],
  [{ "If-Modified-Since": "yesterday" }, 200, 204],
  // §13.1.3: it does not count beside If-None-Match.
  [{ "If-None-Match": '"v0"', "If-Modified-Since": changed }, 200, 204],
  // Those that fail count before those that know.
  [{ "If-Match": '"v0"', "If-None-Match": tag }, 412, 412],
  [{ "If-Unmodified-Since": before, "If-Modified-Since": changed }, 412, 412],
  [{ "If-Match": tag, "If-None-Match": tag }, 304, 412],
];

class Described extends RequestHandler {
  override get() {
    this.setHeader("Etag", tag);
    this.setHeader("Last-Modified", changed);
    this.write("hello");
  }
  override head() {
    this.get();
  }
}

class Checked extends RequestHandler {
  override get() {
    if (this.checkPreconditions({ etag: tag, modified: new Date(changed) })) return;
    this.write("hello");
  }
  override head() {
    this.get();
  }
  override put() {
    this.checkPreconditions({ etag: tag, modified: new Date(changed) });
    this.setStatus(204);
  }
}

for (const [headers, status, putStatus] of preconditions) {
  test(`${JSON.stringify(headers)} has GET answer ${status} and PUT ${putStatus} (RFC 9110 §13.2.2)`, async (t) => {
    const site = await serve(t, [
      ["/described", Described],
      ["/checked", Checked],
    ]);

    for (const path of ["/described", "/checked"]) {
      for (const method of ["GET", "HEAD"]) {
        const { headers: sent, ...answer } = await site.fetch(path, { method, headers });
        assert.equal(answer.status, status, `${method} ${path}`);
        if (status === 412) await expectLog(/^412/);
        if (status === 304) assert.deepEqual([sent.etag, sent["last-modified"]], [tag, changed]);
        if (status !== 200 && path === "/described") assert.equal(answer.body, "");
      }
    }
    assert.equal((await site.fetch("/checked", { method: "PUT", headers })).status, putStatus);
    if (putStatus === 412) await expectLog(/^412 PUT/);
  });
}

test("of what does not exist yet, If-Match fails and If-None-Match: * holds", async (t) => {
  class Missing extends RequestHandler {
    override put() {
      this.checkPreconditions(undefined);
      this.setStatus(201);
    }
  }
  const site = await serve(t, [["/", Missing]]);

  const statusOf = async (headers: Record<string, string>) =>
    (await site.fetch("/", { method: "PUT", headers })).status;

  assert.equal(await statusOf({ "If-Match": "*" }), 412);
  await expectLog(/^412 PUT/);
  assert.equal(await statusOf({ "If-None-Match": "*" }), 201);
  assert.equal(await statusOf({ "If-Unmodified-Since": before }), 201);
});

test("preconditions do not count for a response that is no success (RFC 9110 §13.2.1)", async (t) => {
  class Gone extends RequestHandler {
    override get() {
      this.setStatus(410);
      this.setHeader("Etag", tag);
      this.write("gone");
    }
  }
  const site = await serve(t, [["/", Gone]]);

  assert.equal((await site.fetch("/", { headers: { "If-Match": '"v0"' } })).status, 410);
  assert.equal((await site.fetch("/", { headers: { "If-None-Match": tag } })).status, 410);
  await expectLog(/^410/);
  await expectLog(/^410/);
});
