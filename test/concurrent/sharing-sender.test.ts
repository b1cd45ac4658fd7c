import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { SharedResults } from "#typhoon/concurrent/shared-results.js";
import type { FromThread } from "#typhoon/concurrent/task.js";
import { SharingSender } from "#typhoon/concurrent/worker/sharing-sender.js";

/** A thread's sender, and what its pool receives as messages. */
function sender() {
  const { port1, port2 } = new MessageChannel();
  const results = new SharedResults();
  const sending = new SharingSender(port1, results);
  const received = () => {
    const types: string[] = [];
    for (let next = receiveMessageOnPort(port2); next !== undefined; next = receiveMessageOnPort(port2)) {
      types.push((next.message as FromThread).type);
    }
    return types;
  };
  const send = (id: number, value: unknown, runMs = 0) =>
    sending.send({ type: "result", id, value: { value }, runMs });
  return { results, send, tell: sending.tell, received };
}

test("the pool is told of small results together, once the worker has nothing more to do", () => {
  const { send, tell, received } = sender();

  for (let id = 0; id < 15; id++) send(id, id);
  assert.deepEqual(received(), []);
  tell();
  tell();

  assert.deepEqual(received(), ["look"]);
});

test("the pool is told before there are too many of them, or before they have taken long", () => {
  const { results, send, received } = sender();

  for (let id = 0; id < 16; id++) send(id, id);
  assert.deepEqual(received(), ["look"]);
  results.willLook(false);

  send(16, "quick", 0.01);
  assert.deepEqual(received(), []);
  send(17, "slower", 0.05);
  assert.deepEqual(received(), ["look"]);
});

test("a pool that looks is told nothing, and what memory has no place for goes at once", () => {
  const { results, send, tell, received } = sender();
  results.willLook(true);

  send(1, 1);
  tell();
  assert.deepEqual(received(), []);
  send(2, { large: true });

  assert.deepEqual(received(), ["result"]);
});
