import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestHandler } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";
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
