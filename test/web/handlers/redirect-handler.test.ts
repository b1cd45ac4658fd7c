import assert from "node:assert/strict";
import { test } from "node:test";
import { ErrorHandler, RedirectHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

for (const [pattern, url, path, location] of [
  ["/src", "/dst", "/src", "/dst"],
  ["/src", "/dst", "/src?k=v&k=%C3%A9+x", "/dst?k=v&k=%C3%A9+x"],
  ["/src", "/dst?a=1", "/src?b=2", "/dst?a=1&b=2"],
  ["/src", "/dst", "/src?gr%C3%B6%C3%9Fe=42", "/dst?gr%C3%B6%C3%9Fe=42"],
  ["/(a)/(b)", "/{1}/{0}", "/a/b", "/b/a"],
  ["/(a)/(b)", "/{}-{}", "/a/b", "/a-b"],
  ["/(?P<x>.*)", "/new/{x}", "/p%20q/r", "/new/p%20q/r"],
  ["/(.*)", "https://example.com/{0}?{{}}", "/p", "https://example.com/p?%7B%7D"],
  ["/old(.*)", "/{0}", "/old//evil.example/", "/evil.example/"],
  ["/go(/.*)", "{0}", "/go//evil.example", "/evil.example"],
  ["/go(?<to>/.*)", "{to}", "/go//evil.example", "/evil.example"],
  ["/go/(.*)", "{0}", "/go/https://evil.example", "https%3A//evil.example"],
  ["/go/(.*)", "{0}", "/go/page", "page"],
  ["/(https?)/(.*)", "{0}://other.example/{1}", "/http/p", "http://other.example/p"],
  ["/cdn/(.*)", "//cdn.example/{0}", "/cdn/p", "//cdn.example/p"],
  ["/old/(.*)", "/{0}", "/old/%5Cevil.example", "/%5Cevil.example"],
  ["/old/(.*)", "/{0}", "/old/a%0D%0ASet-Cookie:%20x=y", "/a%0D%0ASet-Cookie%3A%20x%3Dy"],
] as const) {
  test(`RedirectHandler sends ${path} by ${pattern} and ${url} to ${location}`, async (t) => {
    const site = await serve(t, [[pattern, RedirectHandler, { url }]]);

    const { status, headers } = await site.fetch(path);

    assert.deepEqual([status, headers.location], [301, location]);
  });
}

test("RedirectHandler answers 302 if it is not permanent", async (t) => {
  const site = await serve(t, [["/", RedirectHandler, { url: "/x", permanent: false }]]);

  assert.equal((await site.fetch("/")).status, 302);
});

test("ErrorHandler answers its status to every method", async (t) => {
  const site = await serve(t, [["/", ErrorHandler, { statusCode: 410 }]]);

  for (const method of ["GET", "POST", "OPTIONS"]) {
    assert.equal((await site.fetch("/", { method })).status, 410);
    await expectLog(new RegExp(`^410 ${method}`));
  }
});
