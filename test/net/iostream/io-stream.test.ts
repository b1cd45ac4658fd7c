import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { test } from "node:test";
import { InvalidStateError } from "typhoon/concurrent";
import {
  BaseIOStream,
  IOStream,
  StreamBufferFullError,
  StreamClosedError,
  UnsatisfiableReadError,
} from "typhoon/iostream";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { Random } from "../../support/random.ts";
import { socketPair, streamPair } from "../../support/stream-pair.ts";

guardLog();

test("readUntil() keeps the bytes after the delimiter for the next read", async (t) => {
  const { client, server } = await streamPair(t);

  await client.write("one\r\ntwo\r\n");

  assert.equal(String(await server.readUntil("\r\n")), "one\r\n");
  assert.equal(String(await server.readUntil("\r\n")), "two\r\n");
});

test("readUntil() finds a delimiter that comes in pieces", async (t) => {
  const { near, far } = await socketPair(t);
  const server = new IOStream(far);
  const read = server.readUntil("\r\n\r\n");

  for (const piece of ["a\r", "\n", "\r", "\nb"]) near.write(piece);

  assert.equal(String(await read), "a\r\n\r\n");
  assert.equal(String(await server.readBytes(1)), "b");
});

test("readUntil() of 4 MiB in 1 KiB pieces gets them all", async (t) => {
  const { client, server } = await streamPair(t);
  for (let i = 0; i < 4096; i++) client.write(Buffer.alloc(1024, "A"));
  client.write("\r\n");

  const data = await server.readUntil("\r\n");

  assert.equal(data.length, 4096 * 1024 + 2);
});

test("a view that a read returned stays as it is when more comes", async (t) => {
  const { client, server } = await streamPair(t);
  client.write("abc");
  const first = await server.readBytes(2);
  client.write("d".repeat(100_000));

  await server.readBytes(100_001);

  assert.equal(String(first), "ab");
});

test("readUntilRegex() ends where the match ends, across pieces, and matches at once when the bytes pause", async (t) => {
  const { near, far } = await socketPair(t);
  const server = new IOStream(far);
  const read = server.readUntilRegex(/\r?\n\r?\n/g);

  near.write(`${"x".repeat(1000)}\r\n`);
  near.write("\nrest");

  assert.equal((await read).length, 1003);
  assert.equal(String(await server.readBytes(4)), "rest");
});

for (const [name, read] of [
  ["readUntil()", (stream: IOStream, maxBytes: number) => stream.readUntil("def", { maxBytes })],
  ["readUntilRegex()", (stream: IOStream, maxBytes: number) => stream.readUntilRegex(/def/, { maxBytes })],
] as const) {
  test(`${name} with a match that ends at maxBytes returns it`, async (t) => {
    const { client, server } = await streamPair(t);

    client.write("abcdef");

    assert.equal(String(await read(server, 6)), "abcdef");
  });

  test(`${name} with a match that ends beyond maxBytes closes the stream`, async (t) => {
    const { client, server } = await streamPair(t);
    client.write("abcdef");

    const failure = await read(server, 5).catch((error: unknown) => error);

    assert.ok(failure instanceof UnsatisfiableReadError);
    assert.equal(failure.code, "ERR_UNSATISFIABLE_READ");
    assert.ok(failure instanceof StreamClosedError);
    assert.equal(failure.realError, failure);
    assert.equal(server.closed(), true);
    assert.equal(server.error, failure);
  });
}

test("readBytes() waits for all, with partial for any; 0 are there at once", async (t) => {
  const { client, server } = await streamPair(t);
  const all = server.readBytes(5);
  client.write("hel");
  client.write("lo");
  assert.equal(String(await all), "hello");

  client.write("world");

  assert.equal(String(await server.readBytes(3, { partial: true })), "wor");
  assert.equal(String(await server.readBytes(50, { partial: true })), "ld");
  assert.equal((await server.readBytes(0)).length, 0);
  assert.throws(() => server.readBytes(-1), RangeError);
});

test("readInto() fills the array, and what is beyond stays", async (t) => {
  const { client, server } = await streamPair(t);
  const target = new Uint8Array(10);
  const filled = server.readInto(target);
  client.write("hello");
  client.write("world!!");

  assert.equal(await filled, 10);
  assert.equal(Buffer.from(target).toString(), "helloworld");
  assert.equal(await server.readInto(target, { partial: true }), 2);
  assert.equal(await server.readInto(new Uint8Array(0)), 0);
});

test("any mix of reads gets every byte once, in order", async (t) => {
  const { client, server } = await streamPair(t);
  const random = new Random(42);
  const total = 1_000_000;
  const produced = createHash("sha1");
  const consumed = createHash("sha1");

  await Promise.all([
    (async () => {
      for (let left = total; left > 0; ) {
        const data = randomBytes(Math.min(left, 1 + random.below(1000)));
        produced.update(data);
        left -= data.length;
        await client.write(data);
      }
    })(),
    (async () => {
      for (let left = total; left > 0; ) {
        const size = Math.min(left, 1 + random.below(1000));
        const target = new Uint8Array(size);
        if (random.oneIn(2)) await server.readInto(target);
        else target.set(await server.readBytes(size));
        consumed.update(target);
        left -= size;
      }
    })(),
  ]);

  assert.equal(consumed.digest("hex"), produced.digest("hex"));
});

test("what came before the other side closed can be read, and then the stream is closed", async (t) => {
  const { client, server } = await streamPair(t);
  const closed = new Promise<void>((resolve) => server.setCloseCallback(resolve));
  client.write("1234");
  assert.equal(String(await server.readBytes(1)), "1");
  client.close();
  await once(client.socket ?? assert.fail(), "close");

  assert.equal(server.closed(), false);
  assert.equal(String(await server.readUntilClose()), "234");
  await closed;
  assert.equal(server.closed(), true);
  await assert.rejects(server.readBytes(1), { name: "StreamClosedError", code: "ERR_STREAM_CLOSED" });
  assert.equal((await server.readUntilClose()).length, 0);
});

test("a read that the other side's end leaves unsatisfied fails, and its bytes can still be read", async (t) => {
  const { client, server } = await streamPair(t);
  const read = server.readInto(new Uint8Array(10));
  await client.write("abc");

  client.close();

  await assert.rejects(read, { code: "ERR_STREAM_CLOSED" });
  assert.equal(String(await server.readBytes(3)), "abc");
});

test("close() right after several writes sends them all", async (t) => {
  const { client, server } = await streamPair(t);
  const size = 3_000_000;
  client.write(Buffer.alloc(size, "x"));
  const last = client.write("end");

  client.close();

  assert.equal((await server.readUntilClose()).length, size + 3);
  await last;
});

test("after an error, pending reads fail with it as realError, and later writes too", async (t) => {
  const { client } = await streamPair(t);
  const read = client.readBytes(1);
  const reason = new Error("enough");

  client.close(reason);

  await assert.rejects(read, { name: "StreamClosedError", realError: reason, cause: reason });
  await assert.rejects(client.write("x"), { code: "ERR_STREAM_CLOSED", realError: reason });
  assert.equal(client.error, reason);
});

test("a write to a closed stream that nobody awaits disturbs nobody", async (t) => {
  const { client } = await streamPair(t);
  client.close();

  client.write("x");

  await new Promise(setImmediate);
});

test("a second read while one waits is refused", async (t) => {
  const { server, client } = await streamPair(t);
  const read = server.readBytes(1);

  assert.throws(() => server.readBytes(1), InvalidStateError);

  assert.equal(server.reading(), true);
  client.write("a");
  assert.equal(String(await read), "a");
  assert.equal(server.reading(), false);
});

test("a signal gives a read up and leaves what was received to the next", async (t) => {
  const { client, server } = await streamPair(t);
  const abort = new AbortController();
  const read = server.readInto(new Uint8Array(4), { signal: abort.signal });
  client.write("ab");
  await once(server.socket ?? assert.fail(), "data");

  abort.abort(new Error("no more time"));

  await assert.rejects(read, { message: "no more time" });
  assert.equal(String(await server.readBytes(2)), "ab");
  await assert.rejects(server.readBytes(1, { signal: abort.signal }), { message: "no more time" });
});

test("more than maxBufferSize for one read closes the stream; small reads get any amount through", async (t) => {
  const { client, server } = await streamPair(t, { maxBufferSize: 10 * 1024 });
  client.write("a".repeat(100 * 1024));
  client.write("b".repeat(100 * 1024));

  for (let i = 0; i < 100; i++) assert.equal((await server.readBytes(1024)).length, 1024);
  const failure: unknown = await server.readUntil("c").catch((error: unknown) => error);

  assert.ok(failure instanceof StreamClosedError);
  assert.ok(failure.realError instanceof StreamBufferFullError);
});

test("nothing is received far ahead of the reads: the peer's writes wait", async (t) => {
  const { client, server } = await streamPair(t, { maxBufferSize: 5_000_000 });
  const size = 20_000_000;
  const written = client.write(Buffer.alloc(size));
  await server.readBytes(1_000_000);

  assert.equal(client.writing(), true);

  for (let left = size - 1_000_000; left > 0; left -= 1_000_000) await server.readBytes(1_000_000);
  await written;
  assert.equal(client.writing(), false);
});

test("beyond maxWriteBufferSize, write() throws and takes nothing", async (t) => {
  const { client, server } = await streamPair(t, { maxWriteBufferSize: 10 });

  assert.throws(() => client.write("x".repeat(11)), { code: "ERR_STREAM_BUFFER_FULL" });

  await client.write("ok");
  assert.equal(String(await server.readBytes(2)), "ok");
});

test("a view of larger elements is written as its bytes", async (t) => {
  const { client, server } = await streamPair(t);

  await client.write(new BigUint64Array([1n, 2n]));

  assert.equal((await server.readBytes(16))[8], 2);
});

test("connect() to a port where nobody listens tells why", async (t) => {
  const { client } = await streamPair(t);
  const port = client.socket?.localPort ?? 0;
  const stream = new IOStream();
  const early = stream.write("x");

  const failure: unknown = await stream.connect({ host: "127.0.0.1", port }).catch((error: unknown) => error);

  assert.ok(failure instanceof StreamClosedError);
  assert.equal((failure.realError as NodeJS.ErrnoException).code, "ECONNREFUSED");
  await assert.rejects(early, { code: "ERR_STREAM_CLOSED" });
});

test("`await using` closes the stream", async (t) => {
  const { client, server } = await streamPair(t);

  await client[Symbol.asyncDispose]();

  assert.equal(client.closed(), true);
  assert.equal(client.socket?.closed, true);
  assert.equal((await server.readUntilClose()).length, 0);
});

test("a stream is one of Node's and the web's, and made of them", async (t) => {
  const { client, server } = await streamPair(t);
  const { readable, writable } = server.toWeb();
  void readable.pipeTo(writable);
  const back = new BaseIOStream(client.toDuplex());

  await back.write("there and back\n");

  assert.equal(String(await back.readUntil("\n")), "there and back\n");
  back.close();
});

test("a stream over the web's streams reads and writes", async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const stream = BaseIOStream.fromWeb({ readable, writable });

  stream.write("hello");

  assert.equal(String(await stream.readBytes(5)), "hello");
  stream.close();
});

test("a write of nothing is done at once", async (t) => {
  const { client } = await streamPair(t);

  await client.write("");

  assert.equal(client.writing(), false);
});

test("a match in a last, smaller piece is found when the other side closes right after it", async (t) => {
  const { client, server } = await streamPair(t);
  const reads = server.readUntilRegex(/done/);
  await client.write("x".repeat(2048));
  client.write("done");

  client.close();

  assert.equal((await reads).length, 2052);
});

test("many writers at once are all answered", async (t) => {
  const { client, server } = await streamPair(t);
  const writes = Array.from({ length: 2000 }, () => client.write(Buffer.alloc(5000)));

  for (let i = 0; i < 2000; i++) await server.readBytes(5000);

  await Promise.all(writes);
});

test("an error that nobody waits for is logged once", async (t) => {
  const { server } = await streamPair(t);

  server.socket?.destroy(new Error("boom"));
  const line = await expectLog(/^Closed a stream because of an error$/);

  assert.equal(line.level, "warn");
  assert.equal(String(server.error), "Error: boom");
});

test("the close callback is called when the other side closes while a read waits", async (t) => {
  const { client, server } = await streamPair(t);
  const closed = new Promise<void>((resolve) => server.setCloseCallback(resolve));
  const read = server.readUntil("\r\n");

  client.close();

  await assert.rejects(read, { code: "ERR_STREAM_CLOSED" });
  await closed;
});

test("small readUntil() get any amount through a small buffer", async (t) => {
  const { client, server } = await streamPair(t, { maxBufferSize: 10 * 1024 });
  client.write(`${"a".repeat(1023)}\n`.repeat(100));

  for (let i = 0; i < 100; i++) assert.equal((await server.readUntil("\n", { maxBytes: 4096 })).length, 1024);
});
