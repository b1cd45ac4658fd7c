import assert from "node:assert/strict";
import { scryptSync } from "node:crypto";
import { test } from "node:test";
import { commonJsModes, type Mode, modes, rareModes, typeStripping } from "./modes.ts";

/** What each path of the programs answers to a GET. */
const answers: readonly (readonly [path: string, status: number, body: string | RegExp])[] = [
  ["/", 200, "Hello, world"],
  ["/count/3", 200, "1 2 3 "],
  ["/sleep/0", 200, "Awake!"],
  ["/worker-view?name=Ann", 201, 'Ann from 127.0.0.1 {"cookie":"none"}'],
  ["/teapot", 418, /418: I&#x27;m a Teapot/],
  ["/moved", 302, ""],
  ["/stream", 200, "one two three"],
  ["/complex?other=7", 200, "The final result is 100 and 7."],
  ["/threaded", 200, "msg to client 127.0.0.1"],
  ["/executor", 200, "4 9,16 ERR_TASK_ABORTED file"],
  ["/process", 200, "25 elsewhere"],
  ["/worker-local", 200, "1 2, here 0"],
  ["/coroutine", 200, "both: 2,4"],
  ["/callback", 200, "called back"],
  ["/fetch/synchronous", 200, "Hello, world"],
  ["/fetch/native", 200, "Hello, world"],
  ["/fetch/coroutine", 200, "Hello, world"],
  ["/fetch/by-hand", 200, "Hello, world"],
  ["/by-hand", 200, "msg to client nobody"],
];

for (const mode of [...modes, ...rareModes, ...commonJsModes]) {
  testForms("test/programs-web/programs/every-form", mode);
}
// What is in it is in the other one, too, which is started in all ways.
for (const mode of [...modes.slice(0, 1), typeStripping]) {
  testForms("test/programs-web/programs/every-form-without-decorators", mode);
}

function testForms(path: string, mode: Mode): void {
  const name = path.split("/").pop();
  test(`${name} gives every answer when started ${mode.name}`, { skip: mode.skip }, async (t) => {
    const program = await mode.start(t, path);

    for (const [url, status, body] of answers) {
      const answer = await program.fetch(url);
      assert.equal(answer.status, status, url);
      if (typeof body === "string") assert.equal(answer.body, body, url);
      else assert.match(answer.body, body, url);
    }
    const hash = await program.fetch("/login", "password=secret");
    assert.equal(hash.body, scryptSync("secret", "pepper", 8).toString("hex"));
    const { headers } = await program.fetch("/worker-view?name=Ann");
    assert.equal(headers["x-greeting"], "hello from settings");
    assert.deepEqual(headers["set-cookie"], ["seen=yes; Path=/"]);
  });
}
