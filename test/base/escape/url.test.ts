import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQsBytes, urlEscape, urlUnescape } from "typhoon/escape";
import { percentDecode } from "#typhoon/base/escape/internal.js";

test("urlEscape() encodes what encodeURIComponent() leaves, and all of latin-1 and Unicode", () => {
  assert.equal(urlEscape("!'()*~-_.aZ9/"), "%21%27%28%29%2A~-_.aZ9%2F");
  assert.equal(urlEscape("é€😀\n"), "%C3%A9%E2%82%AC%F0%9F%98%80%0A");
});

test("urlEscape() keeps slashes and writes a space as %20 in a path", () => {
  assert.equal(urlEscape("a b/c+d", { plus: false }), "a%20b/c%2Bd");
});

test("urlUnescape() leaves what is no percent-encoding", () => {
  assert.equal(urlUnescape("100%&%zz%4"), "100%&%zz%4");
  assert.equal(urlUnescape("é%C3%A9"), "éé");
});

test("urlUnescape() puts U+FFFD for bytes that are not UTF-8", () => {
  assert.equal(urlUnescape("a%ffb%c3"), "a\ufffdb\ufffd");
});

test("urlUnescape() undoes urlEscape() for every character of Unicode's first plane", () => {
  const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).join("");
  const text = all.replace(/[\ud800-\udfff]/g, "");

  assert.equal(urlUnescape(urlEscape(text)), text);
  assert.equal(urlUnescape(urlEscape(text, { plus: false }), { plus: false }), text);
});

test("parseQsBytes() keeps the order of values, and blank ones only when asked", () => {
  const query = "a=1&b=&a=%ff+&&c";

  assert.deepEqual([...parseQsBytes(query)], [["a", [Buffer.from("1"), Buffer.from([0xff, 0x20])]]]);
  assert.deepEqual([...parseQsBytes(query, { keepBlankValues: true }).keys()], ["a", "b", "c"]);
});

test("parseQsBytes() reads names as UTF-8, sent as bytes or percent-encoded, or written as text", () => {
  for (const query of [Buffer.from("é=1"), "%C3%A9=1", "é=1", Buffer.from("é=1").toString("latin1")])
    assert.deepEqual([...parseQsBytes(query)], [["é", [Buffer.from("1")]]]);
  assert.deepEqual([...parseQsBytes("%E9=€")], [["\ufffd", [Buffer.from("€")]]]);
});

test("parseQsBytes() refuses a field without an equals sign when it is strict", () => {
  assert.throws(() => parseQsBytes("a=1&b", { strictParsing: true }), {
    name: "RangeError",
    message: 'Cannot parse a query as each field needs a "=": current field is "b"',
  });
});

test("percentDecode() leaves a plus and broken escapes in a path as they are", () => {
  assert.equal(percentDecode("a+b%20c%2Fd%zz%4").toString(), "a+b c/d%zz%4");
});

test("percentDecode() gives the bytes that were sent", () => {
  assert.deepEqual([...percentDecode("%FF\xe9+", true)], [0xff, 0xe9, 0x20]);
});
