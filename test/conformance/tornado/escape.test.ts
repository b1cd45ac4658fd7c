// The cases of Tornado's escape_test, under its names.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  jsonDecode,
  jsonEncode,
  type LinkifyOptions,
  linkify,
  recursiveUnicode,
  squeeze,
  urlEscape,
  urlUnescape,
  utf8,
  xhtmlEscape,
  xhtmlUnescape,
} from "typhoon/escape";

const linkifyCases: readonly (readonly [text: string, options: LinkifyOptions, html: string])[] = [
  ["hello http://world.com/!", {}, 'hello <a href="http://world.com/">http://world.com/</a>!'],
  [
    "hello http://world.com/with?param=true&stuff=yes",
    {},
    'hello <a href="http://world.com/with?param=true&amp;stuff=yes">http://world.com/with?param=true&amp;stuff=yes</a>',
  ],
  [
    "http://url.com/w(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    {},
    '<a href="http://url.com/w">http://url.com/w</a>(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  ],
  [
    "http://url.com/withmany.......................................",
    {},
    '<a href="http://url.com/withmany">http://url.com/withmany</a>.......................................',
  ],
  [
    "http://url.com/withmany((((((((((((((((((((((((((((((((((a)",
    {},
    '<a href="http://url.com/withmany">http://url.com/withmany</a>((((((((((((((((((((((((((((((((((a)',
  ],
  ["http://foo.com/blah_blah", {}, '<a href="http://foo.com/blah_blah">http://foo.com/blah_blah</a>'],
  ["http://foo.com/blah_blah/", {}, '<a href="http://foo.com/blah_blah/">http://foo.com/blah_blah/</a>'],
  [
    "(Something like http://foo.com/blah_blah)",
    {},
    '(Something like <a href="http://foo.com/blah_blah">http://foo.com/blah_blah</a>)',
  ],
  [
    "http://foo.com/blah_blah_(wikipedia)",
    {},
    '<a href="http://foo.com/blah_blah_(wikipedia)">http://foo.com/blah_blah_(wikipedia)</a>',
  ],
  [
    "http://foo.com/blah_(blah)_(wikipedia)_blah",
    {},
    '<a href="http://foo.com/blah_(blah)_(wikipedia)_blah">http://foo.com/blah_(blah)_(wikipedia)_blah</a>',
  ],
  [
    "(Something like http://foo.com/blah_blah_(wikipedia))",
    {},
    '(Something like <a href="http://foo.com/blah_blah_(wikipedia)">http://foo.com/blah_blah_(wikipedia)</a>)',
  ],
  ["http://foo.com/blah_blah.", {}, '<a href="http://foo.com/blah_blah">http://foo.com/blah_blah</a>.'],
  ["http://foo.com/blah_blah/.", {}, '<a href="http://foo.com/blah_blah/">http://foo.com/blah_blah/</a>.'],
  [
    "<http://foo.com/blah_blah>",
    {},
    '&lt;<a href="http://foo.com/blah_blah">http://foo.com/blah_blah</a>&gt;',
  ],
  [
    "<http://foo.com/blah_blah/>",
    {},
    '&lt;<a href="http://foo.com/blah_blah/">http://foo.com/blah_blah/</a>&gt;',
  ],
  ["http://foo.com/blah_blah,", {}, '<a href="http://foo.com/blah_blah">http://foo.com/blah_blah</a>,'],
  [
    "http://www.example.com/wpstyle/?p=364.",
    {},
    '<a href="http://www.example.com/wpstyle/?p=364">http://www.example.com/wpstyle/?p=364</a>.',
  ],
  ["rdar://1234", { permittedProtocols: ["http", "rdar"] }, '<a href="rdar://1234">rdar://1234</a>'],
  ["rdar:/1234", { permittedProtocols: ["rdar"] }, '<a href="rdar:/1234">rdar:/1234</a>'],
  [
    "http://userid:password@example.com:8080",
    {},
    '<a href="http://userid:password@example.com:8080">http://userid:password@example.com:8080</a>',
  ],
  ["http://userid@example.com", {}, '<a href="http://userid@example.com">http://userid@example.com</a>'],
  [
    "http://userid@example.com:8080",
    {},
    '<a href="http://userid@example.com:8080">http://userid@example.com:8080</a>',
  ],
  [
    "http://userid:password@example.com",
    {},
    '<a href="http://userid:password@example.com">http://userid:password@example.com</a>',
  ],
  [
    "message://%3c330e7f8409726r6a4ba78dkf1fd71420c1bf6ff@mail.gmail.com%3e",
    { permittedProtocols: ["http", "message"] },
    '<a href="message://%3c330e7f8409726r6a4ba78dkf1fd71420c1bf6ff@mail.gmail.com%3e">message://%3c330e7f8409726r6a4ba78dkf1fd71420c1bf6ff@mail.gmail.com%3e</a>',
  ],
  ["http://➡.ws/䨹", {}, '<a href="http://➡.ws/䨹">http://➡.ws/䨹</a>'],
  [
    "<tag>http://example.com</tag>",
    {},
    '&lt;tag&gt;<a href="http://example.com">http://example.com</a>&lt;/tag&gt;',
  ],
  ["Just a www.example.com link.", {}, 'Just a <a href="http://www.example.com">www.example.com</a> link.'],
  ["Just a www.example.com link.", { requireProtocol: true }, "Just a www.example.com link."],
  [
    "A http://reallylong.com/link/that/exceedsthelenglimit.html",
    { requireProtocol: true, shorten: true },
    'A <a href="http://reallylong.com/link/that/exceedsthelenglimit.html" title="http://reallylong.com/link/that/exceedsthelenglimit.html">http://reallylong.com/link...</a>',
  ],
  [
    "A http://reallylongdomainnamethatwillbetoolong.com/hi!",
    { shorten: true },
    'A <a href="http://reallylongdomainnamethatwillbetoolong.com/hi" title="http://reallylongdomainnamethatwillbetoolong.com/hi">http://reallylongdomainnametha...</a>!',
  ],
  [
    "A file:///passwords.txt and http://web.com link",
    {},
    'A file:///passwords.txt and <a href="http://web.com">http://web.com</a> link',
  ],
  [
    "A file:///passwords.txt and http://web.com link",
    { permittedProtocols: ["file"] },
    'A <a href="file:///passwords.txt">file:///passwords.txt</a> and http://web.com link',
  ],
  [
    "www.external-link.com",
    { extraParams: 'rel="nofollow" class="external"' },
    '<a href="http://www.external-link.com" rel="nofollow" class="external">www.external-link.com</a>',
  ],
  [
    "www.external-link.com and www.internal-link.com/blogs extra",
    {
      extraParams: (href) =>
        href.startsWith("http://www.internal-link.com")
          ? 'class="internal"'
          : 'rel="nofollow" class="external"',
    },
    '<a href="http://www.external-link.com" rel="nofollow" class="external">www.external-link.com</a> and <a href="http://www.internal-link.com/blogs" class="internal">www.internal-link.com/blogs</a> extra',
  ],
  [
    "www.external-link.com",
    { extraParams: () => '    rel="nofollow" class="external"  ' },
    '<a href="http://www.external-link.com" rel="nofollow" class="external">www.external-link.com</a>',
  ],
];

for (const [text, options, html] of linkifyCases) {
  test(`test_linkify: ${text} ${Object.keys(options).join(", ")}`, () => {
    assert.equal(linkify(text, options), html);
  });
}

test("test_xhtml_escape", () => {
  for (const [unescaped, escaped] of [
    ["<foo>", "&lt;foo&gt;"],
    [Buffer.from("<foo>"), "&lt;foo&gt;"],
    ["<>&\"'", "&lt;&gt;&amp;&quot;&#x27;"],
    ["&amp;", "&amp;amp;"],
    ["<é>", "&lt;é&gt;"],
    [Buffer.from("<é>"), "&lt;é&gt;"],
  ] as const) {
    assert.equal(xhtmlEscape(unescaped), escaped);
    assert.equal(xhtmlUnescape(escaped), String(unescaped));
  }
});

test("test_xhtml_unescape_numeric", () => {
  for (const [escaped, unescaped] of [
    ["foo&#32;bar", "foo bar"],
    ["foo&#x20;bar", "foo bar"],
    ["foo&#X20;bar", "foo bar"],
    ["foo&#xabc;bar", "foo\u0abcbar"],
    ["foo&#xyz;bar", "foo&#xyz;bar"],
    ["foo&#;bar", "foo&#;bar"],
    ["foo&#x;bar", "foo&#x;bar"],
  ] as const) {
    assert.equal(xhtmlUnescape(escaped), unescaped);
  }
});

test("test_url_escape_unicode", () => {
  for (const [unescaped, escaped] of [
    [Buffer.from("é", "utf8"), "%C3%A9"],
    [Buffer.from("é", "latin1"), "%E9"],
    ["é", "%C3%A9"],
  ] as const) {
    assert.equal(urlEscape(unescaped), escaped);
  }
});

test("test_url_unescape_unicode", () => {
  for (const escaped of ["%C3%A9", utf8("%C3%A9")]) {
    assert.equal(urlUnescape(escaped), "é");
    assert.equal(urlUnescape(escaped, { encoding: "latin1" }), "Ã©");
    assert.deepEqual(urlUnescape(escaped, { encoding: null }), utf8("é"));
  }
});

test("test_url_escape_quote_plus", () => {
  const unescaped = "+ #%";
  const plusEscaped = "%2B+%23%25";
  const escaped = "%2B%20%23%25";

  assert.equal(urlEscape(unescaped), plusEscaped);
  assert.equal(urlEscape(unescaped, { plus: false }), escaped);
  assert.equal(urlUnescape(plusEscaped), unescaped);
  assert.equal(urlUnescape(escaped, { plus: false }), unescaped);
  assert.deepEqual(urlUnescape(plusEscaped, { encoding: null }), utf8(unescaped));
  assert.deepEqual(urlUnescape(escaped, { encoding: null, plus: false }), utf8(unescaped));
});

test("test_escape_return_types", () => {
  assert.equal(typeof xhtmlEscape("foo"), "string");
  assert.equal(typeof xhtmlEscape(Buffer.from("foo")), "string");
});

test("test_json_decode", () => {
  assert.equal(jsonDecode(Buffer.from('"foo"')), "foo");
  assert.equal(jsonDecode('"foo"'), "foo");
  assert.equal(jsonDecode(utf8('"é"')), "é");
});

test("test_json_encode", () => {
  assert.equal(jsonDecode(jsonEncode("é")), "é");
});

test("test_squeeze", () => {
  assert.equal(squeeze("sequences     of    whitespace   chars"), "sequences of whitespace chars");
});

test("test_recursive_unicode", () => {
  const foo = Buffer.from("foo");
  const bar = Buffer.from("bar");

  // An object's names are strings in JavaScript; a map may have names of bytes.
  assert.deepEqual(recursiveUnicode({ foo: bar }), { foo: "bar" });
  assert.deepEqual(recursiveUnicode(new Map([[foo, bar]])), new Map([["foo", "bar"]]));
  assert.deepEqual(recursiveUnicode([foo, bar]), ["foo", "bar"]);
  assert.deepEqual(recursiveUnicode({ list: [foo, 1, null] }), { list: ["foo", 1, null] });
  assert.equal(recursiveUnicode(foo), "foo");
});
