import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { AsyncHTTPClient, type FetchOptions, HTTPResponseStream } from "typhoon/httpclient";
import { guardLog } from "../../support/guard-log.ts";
import { peerServer } from "../../support/peer-server.ts";
import { type RawConnection, rawServer } from "../../support/raw-server.ts";

guardLog();

const client = new AsyncHTTPClient();

/** Tells what came. */
async function echo(t: TestContext): Promise<string> {
  return await peerServer(t, async (request, response) => {
    const { "transfer-encoding": coding, "content-length": length } = request.headers;
    const body = await request.toArray().catch(() => ["broken off"]);
    response.end(`${coding ?? length} ${body.join("")}`);
  });
}

for (const [coding, compress] of [
  ["gzip", gzipSync],
  ["x-gzip", gzipSync],
  ["GZIP", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
] as const) {
  test(`a body in ${coding} is decompressed, and says what it was`, async (t) => {
    const url = await peerServer(t, (_request, response) =>
      response.setHeader("Content-Encoding", coding).end(compress("x".repeat(100_000))),
    );

    const response = await client.fetch(url);

    assert.equal(response.body.length, 100_000);
    assert.equal(response.headers.get("X-Consumed-Content-Encoding"), coding);
  });
}

for (const [what, coding, body] of [
  ["deflate without its zlib header", "deflate", deflateRawSync("hello")],
  ["two codings", "deflate, gzip", gzipSync(deflateSync("hello"))],
  ["gzip of two members", "gzip", Buffer.concat([gzipSync("hel"), gzipSync("lo")])],
  ["gzip that is padded with zeros", "gzip", Buffer.concat([gzipSync("hello"), Buffer.alloc(3)])],
  ["br with more behind its end", "br", Buffer.concat([brotliCompressSync("hello"), Buffer.from("more")])],
  ["deflate with more behind its end", "deflate", Buffer.concat([deflateSync("hello"), Buffer.from("more")])],
] as const) {
  test(`a body in ${what} is decompressed, at once and byte by byte`, async (t) => {
    const url = await peerServer(t, async (request, response) => {
      response.setHeader("Content-Encoding", coding);
      if (request.url === "/whole") return response.end(body);
      for (const byte of body) {
        response.write(Buffer.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
      return response.end();
    });

    assert.equal(String((await client.fetch(`${url}/whole`)).body), "hello");
    assert.equal(String((await client.fetch(`${url}/bytes`)).body), "hello");
  });
}

for (const coding of ["identity", "zstd-of-tomorrow", "gzip, unknown"]) {
  test(`a body in ${coding} comes as it is, with its field`, async (t) => {
    const url = await peerServer(t, (_request, response) =>
      response.setHeader("Content-Encoding", coding).end("as it is"),
    );

    const response = await client.fetch(url);

    assert.deepEqual([response.headers.get("Content-Encoding"), String(response.body)], [coding, "as it is"]);
  });
}

test("an empty body is no fault, whatever its coding", async (t) => {
  const url = await peerServer(t, (_request, response) =>
    response.setHeader("Content-Encoding", "gzip").end(),
  );

  assert.equal((await client.fetch(url)).body.length, 0);
});

test("decompressResponse: false asks for nothing and leaves a body as it is", async (t) => {
  const url = await peerServer(t, (request, response) => {
    response.setHeader("X-Accept", request.headers["accept-encoding"] ?? "nothing");
    response.setHeader("Content-Encoding", "gzip").end(gzipSync("x"));
  });

  const response = await client.fetch(url, { decompressResponse: false });

  assert.deepEqual(response.body, gzipSync("x"));
  assert.equal(response.headers.get("X-Accept"), "nothing");
  assert.equal(response.headers.get("Content-Encoding"), "gzip");
});

test("an answer to HEAD has no body, whatever its fields say", async (t) => {
  const url = await peerServer(t, (_request, response) =>
    response.writeHead(200, { "Content-Length": 10, "Content-Encoding": "gzip" }).end(),
  );

  const response = await client.fetch(url, { method: "HEAD" });

  assert.equal(response.body.length, 0);
  assert.equal(response.headers.get("Content-Length"), "10");
});

test("streamingCallback gets the pieces, and the response has no body", async (t) => {
  const url = await peerServer(t, (_request, response) => {
    response.write("one", () => response.end("two"));
  });
  const pieces: string[] = [];

  const response = await client.fetch(url, { streamingCallback: (chunk) => void pieces.push(String(chunk)) });

  assert.equal(pieces.join(""), "onetwo");
  assert.equal(response.body.length, 0);
});

const large = Buffer.alloc(20_000_000, "x");

for (const isCompressed of [false, true]) {
  test(`nothing more is read while streamingCallback is not ready${isCompressed ? ", of a compressed body too" : ""}`, async (t) => {
    let sent = 0;
    const server = await rawServer(t, async (connection) => {
      await connection.readUntil("\r\n\r\n");
      const coding = isCompressed ? "Content-Encoding: gzip\r\n" : "";
      connection.send(`HTTP/1.1 200 OK\r\n${coding}Connection: close\r\n\r\n`);
      const body = isCompressed ? gzipSync(large, { level: 0 }) : large;
      for (let at = 0; at < body.length; at += 100_000) {
        if (!connection.socket.write(body.subarray(at, at + 100_000))) await once(connection.socket, "drain");
        sent = at;
      }
      connection.socket.end();
    });
    const [first, ready] = [withResolvers<void>(), withResolvers<void>()];
    let received = 0;
    const fetching = client.fetch(server.url, {
      streamingCallback: (chunk) => {
        received += chunk.length;
        first.resolve();
        return received === chunk.length ? ready.promise : undefined;
      },
    });
    await first.promise;
    // The system's own buffers fill up, then the server has to wait.
    for (let before = -1; before !== sent; ) {
      before = sent;
      for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(sent < large.length - 1_000_000, `${sent} bytes were sent`);

    ready.resolve();
    await fetching;

    assert.equal(received, large.length);
  });
}

test("what streamingCallback throws is what fetch fails with, and the connection ends", async (t) => {
  let connection: RawConnection | undefined;
  const server = await rawServer(t, async (made) => {
    connection = made;
    await made.readUntil("\r\n\r\n");
    made.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst");
  });
  const mine = new Error("mine");

  for (const streamingCallback of [
    () => {
      throw mine;
    },
    () => Promise.reject(mine),
  ]) {
    await assert.rejects(client.fetch(server.url, { streamingCallback }), mine);
    await connection?.closed;
  }
});

test("stream() gives the head, then the body as a loop", async (t) => {
  let finish = () => {};
  const url = await peerServer(t, (_request, response) => {
    response.setHeader("X-Answer", "42");
    response.write("one");
    finish = () => response.end("two");
  });

  const answer = await client.stream(url);
  const pieces: string[] = [];
  for await (const chunk of answer) {
    pieces.push(String(chunk));
    if (pieces.length === 1) finish();
  }

  assert.ok(answer instanceof HTTPResponseStream);
  assert.deepEqual(
    [answer.code, answer.headers.get("X-Answer"), answer.effectiveUrl],
    [200, "42", `${url}/`],
  );
  assert.deepEqual(pieces, ["one", "two"]);
});

test("leaving the loop gives the rest up", async (t) => {
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst");
    left = connection.closed;
  });
  let left: Promise<void> | undefined;

  for await (const _chunk of await client.stream(server.url)) break;

  await left;
});

test("a stream that breaks off fails in the loop, and before its head in stream()", async (t) => {
  const server = await rawServer(t, async (connection) => {
    const head = await connection.readUntil("\r\n\r\n");
    if (head.startsWith("GET /half")) connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst");
    connection.socket.end();
  });

  const answer = await client.stream(`${server.url}half`);
  const pieces: string[] = [];
  const reading = (async () => {
    for await (const chunk of answer) pieces.push(String(chunk));
  })();

  await assert.rejects(reading, { code: "ERR_HTTP_STREAM_CLOSED" });
  assert.deepEqual(pieces, ["first"]);
  await assert.rejects(client.stream(server.url), { code: "ERR_HTTP_STREAM_CLOSED" });
});

test("stream() of another status than 2xx fails with the body in its error, or gives it", async (t) => {
  const url = await peerServer(t, (_request, response) => response.writeHead(404).end("nothing here"));

  await assert.rejects(client.stream(url), (error: unknown) => {
    assert.equal(String(Reflect.get(Object(error), "response").body), "nothing here");
    return true;
  });
  const pieces = [];
  for await (const chunk of await client.stream(url, { raiseError: false })) pieces.push(String(chunk));
  assert.deepEqual(pieces, ["nothing here"]);
});

test("a function makes the body, in chunks", async (t) => {
  const url = await echo(t);
  const options: FetchOptions = {
    method: "POST",
    bodyProducer: async (write) => {
      await write("one ");
      await write("");
      await write(Buffer.from("two"));
    },
  };

  assert.equal(String((await client.fetch(url, options)).body), "chunked one two");
});

test("with a Content-Length a body that is made goes out as it is, and has to fit", async (t) => {
  const url = await echo(t);
  const fetchBody = (body: string) =>
    client.fetch(url, {
      method: "PUT",
      headers: { "Content-Length": "5" },
      bodyProducer: async (write) => {
        for (const character of body) await write(character);
      },
    });

  assert.equal(String((await fetchBody("right")).body), "5 right");
  await assert.rejects(fetchBody("less"));
  await assert.rejects(fetchBody("too much"));
});

test("an async iterable makes the body", async (t) => {
  const url = await echo(t);
  async function* pieces() {
    yield "one ";
    yield Buffer.from("two");
  }

  const response = await client.fetch(url, { method: "POST", bodyProducer: pieces() });

  assert.equal(String(response.body), "chunked one two");
});

test("a producer waits while the server does not read", async (t) => {
  let read = () => {};
  const url = await peerServer(t, (request, response) => {
    read = () => void request.resume().on("end", () => response.end());
  });
  let written = 0;
  const fetching = client.fetch(url, {
    method: "POST",
    bodyProducer: async (write) => {
      for (let i = 0; i < 200; i++) {
        await write(Buffer.alloc(100_000));
        written++;
      }
    },
  });
  for (let before = -1; before !== written || written === 0; ) {
    before = written;
    for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(written < 150, `${written} pieces were written`);

  read();
  await fetching;

  assert.equal(written, 200);
});

test("what a producer throws is what fetch fails with", async (t) => {
  const url = await echo(t);
  const mine = new Error("mine");
  const bodyProducer = () => Promise.reject(mine);

  await assert.rejects(client.fetch(url, { method: "POST", bodyProducer }), mine);
});

test("a producer is told when the request fails", async (t) => {
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    connection.socket.resetAndDestroy();
  });
  const told = withResolvers<unknown>();

  const fetching = client.fetch(server.url, {
    method: "POST",
    bodyProducer: async (write) => {
      try {
        for (;;) await write(Buffer.alloc(100_000));
      } catch (error) {
        told.resolve(error);
      }
    },
  });

  await assert.rejects(fetching, { code: "ERR_HTTP_STREAM_CLOSED" });
  assert.ok((await told.promise) instanceof Error);
});

test("a producer that is a function is asked again by a 307, an iterable cannot be", async (t) => {
  const url = await peerServer(t, async (request, response) => {
    const body = (await request.toArray()).join("");
    if (request.url === "/new") response.end(body);
    else response.writeHead(307, { Location: "/new" }).end();
  });
  async function* pieces() {
    yield "once";
  }
  const again = { method: "POST", bodyProducer: (write: (chunk: string) => Promise<void>) => write("again") };

  assert.equal(String((await client.fetch(`${url}/old`, again)).body), "again");
  await assert.rejects(client.fetch(`${url}/old`, { method: "POST", bodyProducer: pieces() }), {
    statusCode: 307,
  });
});

test("Expect: 100-continue: the body waits for the server's word", async (t) => {
  const server = await rawServer(t, async (connection) => {
    const head = await connection.readUntil("\r\n\r\n");
    connection.send(`HTTP/1.1 100 Continue\r\n\r\n`);
    await connection.readUntil("body");
    connection.send(`HTTP/1.1 200 OK\r\nContent-Length: ${head.length}\r\n\r\n${head}`);
  });

  const response = await client.fetch(server.url, { method: "POST", body: "body", expect100Continue: true });

  assert.match(
    String(response.body),
    /^POST \/ HTTP\/1\.1\r\n.*Expect: 100-continue\r\n.*Content-Length: 4\r\n/s,
  );
});

test("Expect: 100-continue: the body goes once, however many interim responses there are", async (t) => {
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    connection.send("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 100\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
    const body = await connection.readUntil("end");
    connection.send(
      `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  });

  const response = await client.fetch(server.url, {
    method: "POST",
    body: "the end",
    expect100Continue: true,
  });

  assert.equal(String(response.body), "the end");
});

test("Expect: 100-continue: a server that refuses gets no body", async (t) => {
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    connection.send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\n\r\nno");
  });
  let asked = 0;
  const options: FetchOptions = { method: "POST", expect100Continue: true, bodyProducer: () => void asked++ };

  const response = await client.fetch(server.url, { ...options, raiseError: false });

  assert.deepEqual([response.code, String(response.body), asked], [417, "no", 0]);
});

test("Expect: 100-continue: a body that is made, an answer that hangs, and one that breaks off", async (t) => {
  const server = await rawServer(t, async (connection) => {
    const head = await connection.readUntil("\r\n\r\n");
    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
    const body = await connection.readUntil("0\r\n\r\n");
    if (head.startsWith("POST /ok"))
      connection.send(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    if (head.startsWith("POST /half"))
      connection.socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  });
  const options: FetchOptions = {
    method: "POST",
    expect100Continue: true,
    bodyProducer: (write) => write("made"),
  };

  const response = await client.fetch(`${server.url}ok`, options);

  assert.equal(String(response.body), "4\r\nmade\r\n0\r\n\r\n");
  await assert.rejects(client.fetch(`${server.url}half`, options), { code: "ERR_HTTP_STREAM_CLOSED" });
  await assert.rejects(client.fetch(`${server.url}hang`, { ...options, requestTimeoutMs: 50 }), {
    code: "ERR_HTTP_TIMEOUT",
  });
});

test("callbacks run in the context of whoever fetches, on a kept connection too", async (t) => {
  const url = await peerServer(t, (_request, response) => response.end("x"));
  const storage = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const options: FetchOptions = {
    headerCallback: () => void seen.push(storage.getStore()),
    streamingCallback: () => void seen.push(storage.getStore()),
  };

  await storage.run("first", () => client.fetch(url, options));
  await storage.run("second", () => client.fetch(url, options));

  assert.deepEqual(new Set(seen), new Set(["first", "second"]));
  assert.equal(seen.at(-1), "second");
});

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((made) => {
    resolve = made;
  });
  return { promise, resolve };
}
