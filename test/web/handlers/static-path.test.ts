import assert from "node:assert/strict";
import { test } from "node:test";
import { isServable, isWithin } from "#typhoon/web/handlers/static-path.js";

const names = [
  "con",
  "NUL.txt",
  "aux.tar.gz",
  "dir/com1",
  "lpt9.",
  "c:/x",
  "c:x",
  "a.txt::$DATA",
  "a.txt.",
  "a ",
];

for (const name of names) {
  test(`a file named ${JSON.stringify(name)} is not looked up on Windows`, () => {
    assert.equal(isServable(name, { serveDotFiles: true, platform: "win32" }), false);
    assert.equal(isServable(name, { serveDotFiles: true, platform: "linux" }), true);
  });
}

for (const name of ["concert.txt", "a/b.css", "com10", "../a"]) {
  test(`a file named ${JSON.stringify(name)} is looked up on Windows`, () => {
    assert.equal(isServable(name, { serveDotFiles: false, platform: "win32" }), true);
  });
}

test("a folder whose name begins like that of the root is not within it", () => {
  assert.deepEqual(
    ["/srv/static_foo", "/srv/static", "/srv/static/a", "/srv"].map((path) => isWithin("/srv/static", path)),
    [false, true, true, false],
  );
  assert.equal(isWithin("/", "/etc/passwd"), true);
});
