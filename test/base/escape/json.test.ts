import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonDecode, jsonEncode } from "typhoon/escape";

test("jsonEncode() writes nothing that ends a script element or begins a comment in it", () => {
  const value = { html: "</script><!--<script>" };
  const text = jsonEncode(value);

  assert.equal(text, '{"html":"<\\/script>\\u003c!--<script>"}');
  assert.deepEqual(jsonDecode(text), value);
});

test("jsonEncode() refuses what JSON has no value for", () => {
  assert.throws(() => jsonEncode(undefined), {
    name: "TypeError",
    message: "Cannot encode a value as JSON has none like it: it is undefined",
  });
});

test("jsonDecode() refuses bytes that are not UTF-8, and text that is no JSON", () => {
  assert.throws(() => jsonDecode(Buffer.from([0x22, 0xff, 0x22])), RangeError);
  assert.throws(() => jsonDecode("{"), SyntaxError);
});
