import assert from "node:assert/strict";
import { test } from "node:test";
import { MessagePacker, MessageUnpacker, type PackedMessages } from "#typhoon/concurrent/packed-messages.js";
import type { RunMessage, ToWorker } from "#typhoon/concurrent/task.js";

const [first, second] = ["first", "second"].map(
  (key) => ({ kind: "function", module: "file:///module.js", key, fingerprint: key }) as const,
);

const method = {
  kind: "method",
  modules: ["file:///module.js"],
  className: "Page",
  fingerprint: "page",
  method: "get",
  isStream: false,
} as const;

function run(
  id: number,
  ref: RunMessage["ref"] = first ?? assert.fail(),
  more: Partial<RunMessage> = {},
): ToWorker {
  return { type: "run", id, ref, claim: 10 * id, args: { value: [id, "argument"] }, ...more };
}

/** Sends as a port does: what arrives is a copy. */
function sender(packer: MessagePacker, unpacker: MessageUnpacker) {
  let packed: PackedMessages = [];
  const send = (...messages: ToWorker[]) => {
    packer.send(messages, (sent) => {
      packed = structuredClone(sent);
    });
    return unpacker.unpack(packed);
  };
  return { send, lastLength: () => packed.length };
}

test("messages of all kinds arrive as they were, in order", () => {
  const { send } = sender(new MessagePacker(), new MessageUnpacker());
  const bytes = { value: [1], buffers: [] };
  const messages = [
    run(1),
    run(2, second),
    run(3),
    run(4, first, { stream: true }),
    { type: "credit", id: 4, count: 2 } as const,
    run(5, first, { context: "request 1" }),
    run(6, first, { args: bytes }),
    run(61, second, { context: { requestId: "2" } }),
    run(62, second, { context: null }),
    run(63, method, { receiver: { value: { field: 1 } } }),
    run(64, method, { receiver: { value: {} }, context: "request 2" }),
    run(65, method, { receiver: bytes, stream: true }),
    run(7, { kind: "import", specifier: "package", parent: "file:///m.js", path: [] }),
    run(8, first, { isResultUnwanted: true }),
    { type: "end" } as const,
  ];

  assert.deepEqual(send(...messages), messages);
  assert.deepEqual(send(run(9), run(10, second)), [run(9), run(10, second)]);
});

test("a function is named in full only once", () => {
  const { send, lastLength } = sender(new MessagePacker(), new MessageUnpacker());

  send(run(1), run(2));
  assert.equal(lastLength(), 9);
  send(run(3));
  assert.equal(lastLength(), 4);
  send(run(4, first, { context: { requestId: "1" } }), run(5));
  assert.equal(lastLength(), 9, "one item more for a context");
});

test("a method is named in full only once, and each call has its own receiver", () => {
  const { send, lastLength } = sender(new MessagePacker(), new MessageUnpacker());

  send(run(1, method, { receiver: { value: 1 } }));
  assert.equal(lastLength(), 6);
  assert.deepEqual(send(run(2, method, { receiver: { value: 2 } })), [
    run(2, method, { receiver: { value: 2 } }),
  ]);
  assert.equal(lastLength(), 5);
});

test("a function whose first message could not be sent is named again with the next", () => {
  const packer = new MessagePacker();
  const { send } = sender(packer, new MessageUnpacker());
  const unsendable = run(1, first, { args: { value: [() => {}] } });
  assert.throws(() => send(unsendable), { name: "DataCloneError" });

  assert.deepEqual(send(run(2, second), run(3)), [run(2, second), run(3)]);
});
