import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPHeaders } from "typhoon/httputil";
import { headersFromFieldLines } from "#typhoon/http/httputil/internal.js";

test("get() ignores case and joins several values with a comma", () => {
  const headers = new HTTPHeaders([
    ["Accept", "a"],
    ["ACCEPT", "b"],
  ]);

  assert.equal(headers.get("accept"), "a,b");
  assert.deepEqual(headers.getList("aCCept"), ["a", "b"]);
});

test("get() of a name that is missing gives undefined, and getList() an empty list", () => {
  const headers = new HTTPHeaders({ "X-A": "1" });

  assert.equal(headers.get("X-B"), undefined);
  assert.deepEqual(headers.getList("X-B"), []);
  assert.equal(headers.has("x-a"), true);
  assert.equal(headers.has("x-b"), false);
});

test("a record may hold lists of values", () => {
  const headers = new HTTPHeaders({ "Set-Cookie": ["a=1", "b=2"], Server: "x" });

  assert.deepEqual(
    [...headers],
    [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["Server", "x"],
    ],
  );
});

test("set() replaces all values at the place of the first", () => {
  const headers = new HTTPHeaders([
    ["A", "1"],
    ["B", "2"],
    ["a", "3"],
  ]);

  headers.set("A", "4");

  assert.equal(headers.toString(), "A: 4\r\nB: 2\r\n");
});

test("delete() removes every field of the name and says whether there was one", () => {
  const headers = new HTTPHeaders([
    ["A", "1"],
    ["B", "2"],
    ["a", "3"],
  ]);

  assert.equal(headers.delete("a"), true);
  assert.equal(headers.delete("a"), false);
  assert.equal(headers.toString(), "B: 2\r\n");
  assert.equal(headers.size, 1);
});

test("names go out as they were written", () => {
  assert.equal(new HTTPHeaders({ "sec-WebSocket-ACCEPT": "x" }).toString(), "sec-WebSocket-ACCEPT: x\r\n");
});

test("copy() is independent of the original", () => {
  const headers = new HTTPHeaders({ A: "1" });
  const copy = headers.copy();

  copy.set("A", "2");

  assert.equal(headers.get("A"), "1");
});

for (const [what, name, value] of [
  ["a line break in a value", "A", "x\r\nSet-Cookie: stolen=1"],
  ["a bare line feed in a value", "A", "x\ny"],
  ["NUL in a value", "A", "x\0"],
  ["DEL in a value", "A", "x\x7f"],
  ["a character beyond latin-1 in a value", "A", "\u20ac"],
  ["an empty name", "", "x"],
  ["a space in a name", "A B", "x"],
  ["a colon in a name", "A:", "x"],
  ["a line break in a name", "A\r\nB", "x"],
] as const) {
  test(`set() and add() refuse ${what}`, () => {
    const headers = new HTTPHeaders();

    assert.throws(() => headers.set(name, value), { name: "TypeError", message: /^Unsafe header / });
    assert.throws(() => headers.add(name, value), { name: "TypeError", message: /^Unsafe header / });
    assert.equal(headers.size, 0);
  });
}

test("a tab inside a value and the empty value are allowed", () => {
  assert.equal(new HTTPHeaders({ A: "x\ty", B: "" }).toString(), "A: x\ty\r\nB: \r\n");
});

test("fields that were received are found by every spelling of their names, and others are not", () => {
  const headers = headersFromFieldLines("Host: a\r\nIf-None-Match: b\r\n9odd: c\r\n", initialsOf("hi9"));

  assert.deepEqual(
    ["HOST", "if-none-match", "If-Match", "9ODD", "Cookie"].map((name) => headers.get(name)),
    ["a", "b", undefined, "c", undefined],
  );
});

test("a copy of fields that were written out writes its own changes", () => {
  const original = new HTTPHeaders({ Server: "s", Date: "d" });
  original.toString();
  const appended = original.copy();
  appended.add("Etag", "e");
  const changed = appended.copy();
  changed.set("Server", "other");
  const shorter = appended.copy();
  shorter.delete("Server");
  const longer = original.copy();
  longer.set("Etag", "e");
  longer.set("ETAG", "f");
  longer.delete("Vary");

  assert.equal(longer.toString(), "Server: s\r\nDate: d\r\nETAG: f\r\n");
  assert.equal(appended.toString(), "Server: s\r\nDate: d\r\nEtag: e\r\n");
  assert.equal(changed.toString(), "Server: other\r\nDate: d\r\nEtag: e\r\n");
  assert.equal(shorter.toString(), "Date: d\r\nEtag: e\r\n");
  assert.equal(original.toString(), "Server: s\r\nDate: d\r\n");
});

function initialsOf(letters: string): number {
  return [...letters].reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) | 0x20)), 0);
}

test("what holds no fields is refused with what to pass", () => {
  for (const init of [5, "X: y", null, [1], ["X", "y"]]) {
    assert.throws(() => Reflect.construct(HTTPHeaders, [init]), {
      name: "TypeError",
      message:
        /^Cannot make headers of .* because fields have names and values: pass \{ "X-Name": "value" \}/,
    });
  }
});
