import assert from "node:assert/strict";
import { test } from "node:test";
import { linkify, xhtmlUnescape } from "typhoon/escape";

for (const [text, options, expected] of [
  ["http://example.com?a='b'", {}, '<a href="http://example.com?a">http://example.com?a</a>=&#x27;b&#x27;'],
  ["HTTP://example.com javascript://x", {}, "HTTP://example.com javascript://x"],
  ["-http://a.b", {}, '-<a href="http://a.b">http://a.b</a>'],
  ["éhttp://a.b", {}, "éhttp://a.b"],
  ["awww.a.b", {}, "awww.a.b"],
  ["www. http:/ a:/", {}, "www. http:/ a:/"],
  ["http:///", {}, '<a href="http:///">http:///</a>'],
  ['http://a.b/"q"x', {}, '<a href="http://a.b/&quot;q&quot;x">http://a.b/&quot;q&quot;x</a>'],
  [
    "http://example.com/ab&cd&ef&gh/more/and/more",
    { shorten: true },
    '<a href="http://example.com/ab&amp;cd&amp;ef&amp;gh/more/and/more" title="http://example.com/ab&amp;cd&amp;ef&amp;gh/more/and/more">http://example.com/ab&amp;c...</a>',
  ],
  [
    "http://example.com/abcdef&cd/more/and/more",
    { shorten: true },
    '<a href="http://example.com/abcdef&amp;cd/more/and/more" title="http://example.com/abcdef&amp;cd/more/and/more">http://example.com/abcdef...</a>',
  ],
  ["www.a.b", { extraParams: () => "" }, '<a href="http://www.a.b">www.a.b</a>'],
] as const) {
  test(`linkify() of ${JSON.stringify(text)} with ${JSON.stringify(options)}`, () => {
    assert.equal(linkify(text, options), expected);
  });
}

test("linkify() leaves the text as it was, whatever it is made of", () => {
  const pieces = [
    "http://",
    "www.",
    "a",
    "é",
    "-",
    ".",
    "(",
    ")",
    "&",
    '"',
    "'",
    "<",
    ">",
    "/",
    ":",
    " ",
    "\n",
    "😀",
  ];
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (let round = 0; round < 5000; round++) {
    const text = Array.from({ length: next(24) }, () => pieces[next(pieces.length)]).join("");
    const withoutTags = linkify(text).replace(/<a href="[^"]*">|<\/a>/g, "");

    assert.equal(xhtmlUnescape(withoutTags), text);
    assert.doesNotMatch(withoutTags, /[<>"']/);
  }
});

// Each would keep a regular expression busy for hours if it took quadratic time.
for (const piece of [
  "a",
  "-",
  "a-",
  "www.",
  "http://a(",
  "http://a.(",
  "http:/",
  "(",
  ".",
  "&",
  "a:/",
  "http://a...",
]) {
  test(`linkify() is through with half a million times ${JSON.stringify(piece)}`, () => {
    const text = piece.repeat(500_000);

    assert.ok(linkify(text).length >= text.length);
    assert.ok(linkify(`http://a${text}`).length >= text.length);
  });
}
