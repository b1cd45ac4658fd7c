import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { gzipSync } from "node:zlib";
import { AsyncHTTPClient, type FetchOptions, HTTPClientError } from "typhoon/httpclient";
import { guardLog } from "../../support/guard-log.ts";
import { type RawConnection, rawServer } from "../../support/raw-server.ts";

guardLog();

type Script = (connection: RawConnection) => Promise<void> | void;

/** Sends these bytes for each request, then does something. */
function answering(bytes: string | Buffer, then: (connection: RawConnection) => void = () => {}): Script {
  return async (connection) => {
    await connection.readUntil("\r\n\r\n");
    connection.send(bytes);
    then(connection);
  };
}

const end = ({ socket }: RawConnection) => void socket.end();
const reset = ({ socket }: RawConnection) => void socket.resetAndDestroy();

/** Sends the same again and again, as fast as it is read. */
function forEver(first: string, again: string): Script {
  // In blocks: the system takes many megabytes before it says that it is enough.
  const block = again.repeat(1000);
  return answering(first, ({ socket }) => {
    const more = () => {
      while (!socket.destroyed && socket.write(block));
    };
    socket.on("drain", more);
    more();
  });
}

const bomb = gzipSync(Buffer.alloc(50_000_000));
const withLength = (body: string | Buffer, length: number, fields = "") =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\n${fields}Content-Length: ${length}\r\n\r\n`),
    Buffer.from(body),
  ]);
const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

const soon: FetchOptions = { requestTimeoutMs: 200 };

const faults: readonly [what: string, script: Script, code: string, options?: FetchOptions][] = [
  ["says nothing", () => {}, "ERR_HTTP_TIMEOUT", soon],
  ["stops within the start line", answering("HTTP/1.1 20"), "ERR_HTTP_TIMEOUT", soon],
  ["stops within the head", answering("HTTP/1.1 200 OK\r\nContent-Le"), "ERR_HTTP_TIMEOUT", soon],
  ["stops within the body", answering(withLength("half", 8)), "ERR_HTTP_TIMEOUT", soon],
  ["stops within a chunk", answering(`${chunked}8\r\nhalf`), "ERR_HTTP_TIMEOUT", soon],
  [
    "stops after a redirect's head",
    answering("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 9\r\n\r\n"),
    "ERR_HTTP_TIMEOUT",
    soon,
  ],
  ["closes at once", ({ socket }) => void socket.end(), "ERR_HTTP_STREAM_CLOSED"],
  ["closes without an answer", answering("", end), "ERR_HTTP_STREAM_CLOSED"],
  ["closes within the head", answering("HTTP/1.1 200 OK\r\nContent-Le", end), "ERR_HTTP_STREAM_CLOSED"],
  ["closes before all of Content-Length", answering(withLength("half", 8), end), "ERR_HTTP_STREAM_CLOSED"],
  ["closes within a chunk", answering(`${chunked}8\r\nhalf`, end), "ERR_HTTP_STREAM_CLOSED"],
  ["closes before the last chunk", answering(`${chunked}4\r\nhalf\r\n`, end), "ERR_HTTP_STREAM_CLOSED"],
  ["resets without an answer", answering("", reset), "ERR_HTTP_STREAM_CLOSED"],
  ["resets within the body", answering(withLength("half", 8), reset), "ERR_HTTP_STREAM_CLOSED"],
  ["sends garbage", answering("\x16\x03\x01garbage\r\n\r\n"), "ERR_HTTP_BAD_RESPONSE"],
  ["sends a page without a head", answering("<html>hello</html>\r\n\r\n"), "ERR_HTTP_BAD_RESPONSE"],
  ["sends a bad chunk size", answering(`${chunked}xyz\r\n`), "ERR_HTTP_BAD_RESPONSE"],
  [
    "sends two lengths that differ",
    answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\nabcd"),
    "ERR_HTTP_BAD_RESPONSE",
  ],
  [
    "sends a length and chunks",
    answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "ERR_HTTP_BAD_RESPONSE",
  ],
  [
    "sends a control character in a field",
    answering("HTTP/1.1 200 OK\r\nX: a\x01b\r\nContent-Length: 0\r\n\r\n"),
    "ERR_HTTP_BAD_RESPONSE",
  ],
  [
    "sends a head without an end",
    forEver("HTTP/1.1 200 OK\r\n", "X-More: and more and more and more\r\n"),
    "ERR_HTTP_TOO_LARGE",
  ],
  [
    "sends a field without an end",
    forEver("HTTP/1.1 200 OK\r\nX-Long: ", "and more and more and more"),
    "ERR_HTTP_TOO_LARGE",
  ],
  [
    "sends interim answers without an end",
    forEver("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
    "ERR_HTTP_BAD_RESPONSE",
  ],
  [
    "announces a body beyond maxBodySize",
    answering(withLength("", 11)),
    "ERR_HTTP_TOO_LARGE",
    { maxBodySize: 10 },
  ],
  [
    "sends chunks without an end",
    forEver(chunked, "4\r\nmore\r\n"),
    "ERR_HTTP_TOO_LARGE",
    { maxBodySize: 10_000 },
  ],
  [
    "sends a body without an end",
    forEver("HTTP/1.1 200 OK\r\n\r\n", "more"),
    "ERR_HTTP_TOO_LARGE",
    { maxBodySize: 10_000 },
  ],
  [
    "sends a bomb",
    answering(withLength(bomb, bomb.length, "Content-Encoding: gzip\r\n")),
    "ERR_HTTP_TOO_LARGE",
    { maxBodySize: 1_000_000 },
  ],
  [
    "sends what is no gzip",
    answering(withLength("no gzip", 7, "Content-Encoding: gzip\r\n")),
    "ERR_HTTP_BAD_RESPONSE",
  ],
  [
    "sends half of its gzip",
    answering(withLength(bomb.subarray(0, 100), 100, "Content-Encoding: gzip\r\n")),
    "ERR_HTTP_BAD_RESPONSE",
  ],
];

for (const [what, script, code, options] of faults) {
  test(`a server that ${what}: ${code}`, async (t) => {
    const { client, error } = await failure(t, script, options);

    assert.equal(error.code, code, error.message);
    assert.equal(error.statusCode, 599);
    await isAtRest(client);
  });
}

test("the request after one that failed has a connection of its own", async (t) => {
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    if (connection.index === 0) connection.socket.end("garbage\r\n\r\n");
    else connection.send(withLength("ok", 2));
  });
  await using client = new AsyncHTTPClient({ forceInstance: true });
  await assert.rejects(client.fetch(server.url), { code: "ERR_HTTP_BAD_RESPONSE" });

  const response = await client.fetch(server.url);

  assert.equal(String(response.body), "ok");
});

test("an answer nobody has asked for is not taken for the next one's", async (t) => {
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    const forged = connection.index === 0 ? "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged" : "";
    connection.send(Buffer.concat([withLength("ok", 2), Buffer.from(forged)]));
  });
  await using client = new AsyncHTTPClient({ forceInstance: true });
  await client.fetch(server.url);

  const response = await client.fetch(server.url);

  assert.equal(String(response.body), "ok");
  assert.equal(server.connections, 2);
});

async function failure(t: TestContext, script: Script, options?: FetchOptions) {
  const server = await rawServer(t, script);
  const client = new AsyncHTTPClient({ forceInstance: true });
  t.after(() => client.close());
  const error: unknown = await client.fetch(server.url, options).then(
    () => assert.fail("there is an answer"),
    (failed: unknown) => failed,
  );
  assert.ok(error instanceof HTTPClientError, String(error));
  return { client, error };
}

/** No connection is in use, and nobody waits for one. */
async function isAtRest(client: AsyncHTTPClient): Promise<void> {
  assert.deepEqual({ ...client.stats, idle: 0 }, { active: 0, idle: 0, queued: 0 });
}
