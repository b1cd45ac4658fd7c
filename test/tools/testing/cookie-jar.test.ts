import assert from "node:assert/strict";
import { test } from "node:test";
import { CookieJar } from "typhoon/testing";

test("a cookie is kept until a field says that it has expired", () => {
  const jar = new CookieJar();
  jar.receive('a="1=2"; Path=/; HttpOnly');
  jar.receive("b=2; Max-Age=60; expires=Thu, 01 Jan 1970 00:00:00 GMT");
  jar.receive("c=3");
  const kept = jar.header;

  jar.receive("a=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/");
  jar.receive("b=; max-age=0");

  assert.equal(kept, 'a="1=2"; b=2; c=3');
  assert.equal(jar.header, "c=3");
});

test("a field without a name is nothing, and cookies can be set and dropped by hand", () => {
  const jar = new CookieJar();
  jar.receive("=1");
  jar.receive("novalue");
  jar.set("a", "1");
  jar.delete("a");

  assert.deepEqual([jar.header, jar.get("a")], [undefined, undefined]);
});
