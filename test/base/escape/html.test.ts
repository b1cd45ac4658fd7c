import assert from "node:assert/strict";
import { test } from "node:test";
import { squeeze, xhtmlEscape, xhtmlUnescape } from "typhoon/escape";

for (const [escaped, expected] of [
  ["&amp;&lt;&gt;&quot;&#39;&apos;", "&<>\"''"],
  ["&NotEqualTilde;&acE;", "≂̸∾̳"],
  ["&copy &copyright &COPY;", "© ©right ©"],
  ["&notit; &notin; &unknown; &", "¬it; ∉ &unknown; &"],
  ["&#128;&#150;&#x81;", "€–\u0081"],
  ["&#0;&#xd800;&#x110000;&#99999999999999999999;", "\ufffd\ufffd\ufffd\ufffd"],
  ["a&#1;b&#xfdd0;c&#xfffe;d&#127;e&#11;f&#x1FFFF;g", "abcdefg"],
  ["&#9;&#10;&#12;&#13;&#32;", "\t\n\f\r "],
  ["&#x1F600;&#128512", "😀😀"],
  [Buffer.from("é&eacute;"), "éé"],
] as const) {
  test(`xhtmlUnescape() follows HTML for ${JSON.stringify(String(escaped))}`, () => {
    assert.equal(xhtmlUnescape(escaped), expected);
  });
}

test("xhtmlUnescape() undoes xhtmlEscape()", () => {
  const text = "&amp; <a href='x'>\"é\"</a> &#x27; &lt";

  assert.equal(xhtmlUnescape(xhtmlEscape(text)), text);
});

test("xhtmlEscape() takes text and UTF-8 bytes, and nothing else", () => {
  const wrong: unknown = 7;

  assert.equal(xhtmlEscape(Buffer.from("<é>")), "&lt;é&gt;");
  assert.throws(() => xhtmlEscape(Buffer.from([0xff])), {
    name: "RangeError",
    message: 'Cannot decode bytes as they have to be UTF-8: they begin with "ÿ"',
  });
  assert.throws(() => xhtmlEscape(wrong as string), {
    name: "TypeError",
    message: "Cannot decode a value as it has to be a string or a Uint8Array: it is number",
  });
});

test("squeeze() takes control characters for white space", () => {
  assert.equal(squeeze("\0 a\u001f\u001fb \n"), "a b");
});
