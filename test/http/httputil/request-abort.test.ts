import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestAbort } from "#typhoon/http/httputil/request-abort.js";

test("whoever listens hears of it once, with the first reason there to read", () => {
  const abort = new RequestAbort();
  const heard: unknown[] = [];
  abort.addEventListener("abort", () => heard.push(abort.reason));
  const removed = () => heard.push("removed");
  abort.addEventListener("abort", removed);
  abort.removeEventListener("abort", removed);

  abort.abort("first");
  abort.abort("second");
  abort.addEventListener("abort", () => heard.push("too late"));

  assert.deepEqual(heard, ["first"]);
  assert.deepEqual([abort.aborted, abort.reason], [true, "first"]);
});

test("its signal tells the same, whether asked for before or after", () => {
  const abort = new RequestAbort();
  const { signal } = abort;
  const late = new RequestAbort();
  assert.equal(signal.aborted, false);

  abort.abort("gone");
  late.abort(undefined);

  assert.equal(abort.signal, signal);
  assert.deepEqual([signal.aborted, signal.reason], [true, "gone"]);
  assert.equal(late.signal.aborted, true);
});

test("a listener may stop another one from being called", () => {
  const abort = new RequestAbort();
  const heard: string[] = [];
  const second = () => heard.push("second");
  abort.addEventListener("abort", () => {
    heard.push("first");
    abort.removeEventListener("abort", second);
  });
  abort.addEventListener("abort", second);

  abort.abort("gone");

  assert.deepEqual(heard, ["first"]);
});
