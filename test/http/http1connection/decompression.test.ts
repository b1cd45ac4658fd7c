import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { brotliCompressSync, constants, createGzip, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { HTTPServerOptions } from "typhoon/httpserver";
import { HTTPHeaders, type HTTPServerConnectionDelegate } from "typhoon/httputil";
import { guardLog } from "../../support/guard-log.ts";
import { RecordingDelegate } from "../../support/recording-delegate.ts";
import { answer, withServer } from "../../support/with-server.ts";

guardLog();

const text = "0123456789".repeat(20);
const options = { decompressRequest: true };

function post(coding: string, body: Buffer | string): Buffer {
  const fields = `Content-Encoding: ${coding}\r\nContent-Length: ${body.length}`;
  return Buffer.concat([Buffer.from(`POST / HTTP/1.1\r\nHost: x\r\n${fields}\r\n\r\n`), Buffer.from(body)]);
}

/** Answers with the body and the fields about its coding. */
async function clientOf(t: TestContext, extra: HTTPServerOptions = {}) {
  const server = await withServer(
    t,
    (request) => {
      const { headers, body } = request;
      const seen = [
        headers.get("Content-Encoding"),
        headers.get("X-Consumed-Content-Encoding"),
        body.toString("latin1"),
      ];
      answer(request, JSON.stringify(seen));
    },
    { ...options, ...extra },
  );
  return server.connect();
}

for (const [coding, body] of [
  ["gzip", gzipSync(text)],
  ["GZip", gzipSync(text)],
  ["x-gzip", gzipSync(text)],
  ["deflate", deflateSync(text)],
  ["br", brotliCompressSync(text)],
] as const) {
  test(`a body in ${coding} is decompressed, and its field renamed`, async (t) => {
    const client = await clientOf(t);

    await client.send(Buffer.concat([post(coding, body), post(coding, body)]));

    for (const { body: seen } of await client.readResponses(2))
      assert.deepEqual(JSON.parse(seen), [null, coding, text]);
  });

  test(`a body in ${coding} that is cut anywhere, or goes on after its end, is a 400`, async (t) => {
    const server = await withServer(t, (request) => answer(request, "read"), options);
    const outcomes = new Set<string>();

    for (let end = 1; end < body.length; end++)
      outcomes.add(await codeOf(server, post(coding, body.subarray(0, end))));
    for (const garbage of ["\0", "\0\0\0\0", "x", "garbage of some length"]) {
      outcomes.add(await codeOf(server, post(coding, Buffer.concat([body, Buffer.from(garbage)]))));
      const apart = post(coding, Buffer.concat([body, Buffer.from(garbage)]));
      outcomes.add(await codeOf(server, apart, apart.length - garbage.length));
    }

    assert.deepEqual([...outcomes], ["400"]);
  });
}

async function codeOf(
  server: Awaited<ReturnType<typeof withServer>>,
  bytes: Buffer,
  cut = bytes.length - 1,
): Promise<string> {
  const client = await server.connect();
  await client.send(bytes.subarray(0, cut));
  await new Promise((resolve) => setImmediate(resolve));
  await client.send(bytes.subarray(cut));
  const { code, body } = await client.readResponse();
  if (code === 400)
    assert.match(body, /^400 Bad Request: The body (?:is no valid|goes on after the end of its) /);
  client.close();
  return String(code);
}

test("a body in chunks that are cut anywhere is decompressed, byte by byte too", async (t) => {
  const client = await clientOf(t);
  const body = gzipSync(text);
  const chunks = [...body].map((byte) =>
    Buffer.concat([Buffer.from("1\r\n"), Buffer.from([byte]), Buffer.from("\r\n")]),
  );
  const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";

  await client.send(Buffer.concat([Buffer.from(head), ...chunks, Buffer.from("0\r\n\r\n")]));

  assert.deepEqual(JSON.parse((await client.readResponse()).body), [null, "gzip", text]);
});

test("a gzip of several members is one body (RFC 1952 §2.2)", async (t) => {
  const client = await clientOf(t);

  await client.send(post("gzip", Buffer.concat([gzipSync("ab"), gzipSync("cd")])));

  assert.deepEqual(JSON.parse((await client.readResponse()).body), [null, "gzip", "abcd"]);
});

test("a request without a body is left alone, whatever its coding", async (t) => {
  const client = await clientOf(t);

  await client.send(post("gzip", ""));

  assert.deepEqual(JSON.parse((await client.readResponse()).body), [null, "gzip", ""]);
});

for (const [codings, body] of [
  ["deflate", deflateRawSync(text)],
  ["deflate, gzip", gzipSync(deflateSync(text))],
  ["DEFLATE ,\tx-gzip", gzipSync(deflateRawSync(text))],
  ["gzip, identity, br", brotliCompressSync(gzipSync(text))],
] as const) {
  test(`${codings} (${body.length} bytes) is undone in reverse order (RFC 9110 §8.4)`, async (t) => {
    const client = await clientOf(t);

    await client.send(post(codings, body));

    assert.deepEqual(JSON.parse((await client.readResponse()).body), [null, codings, text]);
  });
}

test("maxBodySize counts what comes out of each coding", async (t) => {
  const server = await withServer(t, (request) => answer(request, "read"), {
    ...options,
    maxBodySize: 100_000,
  });
  const client = await server.connect();

  await client.send(post("gzip, gzip", gzipSync(gzipSync(Buffer.alloc(50_000_000)))));

  assert.equal((await client.readResponse()).code, 413);
});

test("a fault of the inner coding is a 400", async (t) => {
  const client = await clientOf(t);

  await client.send(post("br, gzip", gzipSync("no br")));

  assert.equal((await client.readResponse()).code, 400);
});

const six = Array.from({ length: 6 }, () => "gzip").join(",");

for (const coding of ["zstd", "gzip, zstd", six, "identity", "constructor"]) {
  test(`a body in ${coding} is the application's matter`, async (t) => {
    const client = await clientOf(t);

    await client.send(post(coding, "abc"));

    assert.deepEqual(JSON.parse((await client.readResponse()).body), [coding, null, "abc"]);
  });
}

test("with refuseUnknownEncodings another coding is a 415 that says which are understood (RFC 9110 §15.5.16)", async (t) => {
  const server = await withServer(t, (request) => answer(request, "read"), {
    ...options,
    refuseUnknownEncodings: true,
  });
  const client = await server.connect();
  const other = await server.connect();

  await client.send(post("identity", "abc"));
  await other.send(post("zstd", "abc"));

  assert.equal((await client.readResponse()).code, 200);
  const refused = await other.readResponse();
  assert.deepEqual([refused.code, refused.headers.get("accept-encoding")], [415, "gzip, deflate, br"]);
});

test("without decompressRequest nothing is decompressed", async (t) => {
  const client = await clientOf(t, { decompressRequest: false });

  await client.send(post("gzip", "abc"));

  assert.deepEqual(JSON.parse((await client.readResponse()).body), ["gzip", null, "abc"]);
});

test("maxBodySize counts what comes out: one byte more is a 413", async (t) => {
  const server = await withServer(t, (request) => answer(request, "read"), { ...options, maxBodySize: 1000 });
  const codes: number[] = [];

  for (const size of [1000, 1001]) {
    const client = await server.connect();
    await client.send(post("gzip", gzipSync(Buffer.alloc(size))));
    codes.push((await client.readResponse()).code);
  }

  assert.deepEqual(codes, [200, 413]);
});

test("a bomb of a gigabyte is stopped where the limit is, however small it comes", async (t) => {
  let largest = 0;
  const server = await withServer(
    t,
    counting((size) => (largest = Math.max(largest, size))),
    {
      ...options,
      maxBodySize: 2 ** 23,
    },
  );
  const client = await server.connect();

  await client.send(post("gzip", await bomb(2 ** 30)));

  assert.equal((await client.readResponse()).code, 413);
  assert.ok(largest > 0 && largest <= 2 ** 23);
});

/** That many zeros, compressed. */
async function bomb(size: number): Promise<Buffer> {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const pieces: Buffer[] = [];
  const piece = Buffer.alloc(2 ** 20);
  gzip.on("data", (data: Buffer) => pieces.push(data));
  for (let left = size; left > 0; left -= piece.length)
    await new Promise((resolve) => gzip.write(piece, resolve));
  await new Promise((resolve) => gzip.end().on("end", resolve));
  return Buffer.concat(pieces);
}

/** Counts bodies instead of gathering them. */
function counting(note: (size: number) => void): HTTPServerConnectionDelegate {
  return {
    startRequest(_server, connection) {
      let size = 0;
      return {
        headersReceived() {},
        dataReceived(chunk) {
          size += chunk.length;
          note(size);
        },
        finish() {
          connection.writeHeaders(
            { version: "HTTP/1.1", code: 200, reason: "OK" },
            new HTTPHeaders({ "Content-Length": "0" }),
          );
          connection.finish();
        },
        onConnectionClose() {},
      };
    },
  };
}

test("a delegate that is not ready holds the decompression up, so that memory stays bounded", async (t) => {
  const gates: (() => void)[] = [];
  const sizes: number[] = [];
  const delegate = new RecordingDelegate({
    dataReceived: (chunk) => {
      sizes.push(chunk.length);
      return sizes.length > 1 ? undefined : new Promise<void>((resolve) => gates.push(resolve));
    },
  });
  const client = await (await withServer(t, delegate, { ...options, chunkSize: 1000 })).connect();
  const before = process.memoryUsage().arrayBuffers;

  const body = await bomb(64 * 2 ** 20);
  await client.send(post("gzip", body));
  while (gates.length === 0) await new Promise((resolve) => setImmediate(resolve));
  for (let i = 0; i < 100; i++) await new Promise((resolve) => setImmediate(resolve));
  const grown = process.memoryUsage().arrayBuffers - before - body.length;
  const whileHeld = sizes.length;
  gates[0]?.();
  await client.readResponse();

  assert.equal(whileHeld, 1);
  assert.ok(grown < 4 * 2 ** 20, `grew by ${grown}`);
  assert.equal(
    sizes.reduce((sum, size) => sum + size),
    64 * 2 ** 20,
  );
});

test("a client that leaves during decompression means onConnectionClose, once", async (t) => {
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const delegate = new RecordingDelegate({
    dataReceived: () => {
      begun();
      return new Promise(() => {});
    },
  });
  const client = await (await withServer(t, delegate, { ...options, chunkSize: 10 })).connect();

  await client.send(post("gzip", gzipSync(text)).subarray(0, -5));
  await beginning;
  client.close();
  await delegate.until("connection closed");

  assert.deepEqual(
    [delegate.calls[0], ...delegate.calls.slice(2)],
    ["headers", "close", "connection closed"],
  );
});

test("an answer before all is decompressed ends the connection", async (t) => {
  const delegate = new RecordingDelegate();
  const early: HTTPServerConnectionDelegate = {
    startRequest(server, connection) {
      const inner = delegate.startRequest(server, connection);
      return {
        headersReceived: (startLine, headers) => inner.headersReceived(startLine, headers),
        dataReceived() {
          connection.writeHeaders(
            { version: "HTTP/1.1", code: 200, reason: "OK" },
            new HTTPHeaders({ "Content-Length": "0" }),
          );
          connection.finish();
        },
        finish: () => inner.finish(),
        onConnectionClose: () => inner.onConnectionClose(),
      };
    },
  };
  const client = await (await withServer(t, early, options)).connect();

  await client.send(post("gzip", gzipSync(text)).subarray(0, -5));
  const { code } = await client.readResponse();

  assert.equal(code, 200);
  assert.equal(await client.readToEnd(), "");
});
