import assert from "node:assert/strict";
import { test } from "node:test";
import { type HTTPConnection, HTTPHeaders, HTTPOutputError, type HTTPServerRequest } from "typhoon/httputil";
import { guardLog } from "../../support/guard-log.ts";
import { answer, echo, withServer } from "../../support/with-server.ts";

guardLog();

const ok = { version: "HTTP/1.1", code: 200, reason: "OK" };
const get = (path = "/", fields = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\n${fields}\r\n`;

function begin(connection: HTTPConnection, fields: Record<string, string> = {}, code = 200): void {
  connection.writeHeaders({ ...ok, code }, new HTTPHeaders(fields));
}

test("an answer without Content-Length is chunked for HTTP/1.1, and the connection lives on", async (t) => {
  const server = await withServer(t, ({ connection }) => {
    begin(connection);
    connection.write("one");
    connection.write(new Uint8Array());
    connection.write(Buffer.from("second"));
    connection.finish();
  });
  const client = await server.connect();

  await client.send(get());
  const bytes = await client.readUntil("0\r\n\r\n");
  await client.send(get());

  assert.equal(
    bytes,
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n6\r\nsecond\r\n0\r\n\r\n",
  );
  assert.equal((await client.readResponse()).body, "onesecond");
});

test("an answer without Content-Length ends with the connection for HTTP/1.0, keep-alive or not", async (t) => {
  const server = await withServer(t, ({ connection }) => {
    begin(connection);
    connection.write("until the end");
    connection.finish();
  });

  for (const fields of ["", "Connection: keep-alive\r\n"]) {
    const client = await server.connect();
    await client.send(`GET / HTTP/1.0\r\n${fields}\r\n`);
    assert.equal(await client.readToEnd(), "HTTP/1.1 200 OK\r\n\r\nuntil the end");
  }
});

test("HTTP/1.0 with keep-alive is told that the connection lives on", async (t) => {
  const client = await (await withServer(t, echo)).connect();

  await client.send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const first = await client.readResponse();
  await client.send("GET /2 HTTP/1.0\r\n\r\n");
  const second = await client.readResponse();

  assert.equal(first.headers.get("connection"), "keep-alive");
  assert.equal(second.headers.get("connection"), undefined);
  assert.equal(await client.readToEnd(), "");
});

test("HTTP/1.1 with `Connection: close` is told so", async (t) => {
  const client = await (await withServer(t, echo)).connect();

  await client.send(get("/", "Connection: close\r\n"));

  assert.equal((await client.readResponse()).headers.get("connection"), "close");
  assert.equal(await client.readToEnd(), "");
});

test("an application's `Connection: close` closes the connection", async (t) => {
  const server = await withServer(t, (request) => answer(request, "bye", { Connection: "close" }));
  const client = await server.connect();

  await client.send(get() + get());

  const received = await client.readToEnd();
  assert.equal(received, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbye");
});

test("noKeepAlive closes after each answer", async (t) => {
  const client = await (await withServer(t, echo, { noKeepAlive: true })).connect();

  await client.send(get() + get());

  const received = await client.readToEnd();
  assert.equal(received, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nGET / ");
});

test("a HEAD has the fields of the answer and never its body, chunked or not (RFC 9110 §9.3.2)", async (t) => {
  const server = await withServer(t, (request) => {
    if (request.path === "/fixed") return answer(request, "body");
    begin(request.connection);
    request.connection.write("body");
    request.connection.finish();
  });
  const client = await server.connect();

  await client.send("HEAD /fixed HTTP/1.1\r\nHost: x\r\n\r\nHEAD /chunked HTTP/1.1\r\nHost: x\r\n\r\n");

  assert.equal(await client.readUntil("\r\n\r\n"), "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
  assert.equal(await client.readUntil("\r\n\r\n"), "HTTP/1.1 200 OK\r\n\r\n");
  await client.send(get("/fixed"));
  assert.equal((await client.readResponse()).body, "body");
});

test("204 and 304 have no body, and 204 no length (RFC 9110 §8.6)", async (t) => {
  const server = await withServer(t, ({ connection, path }) => {
    const code = Number(path.slice(1));
    connection.writeHeaders({ ...ok, code, reason: "R" }, new HTTPHeaders({ "Content-Length": "3" }), "abc");
    connection.finish();
  });
  const client = await server.connect();

  await client.send(get("/204") + get("/304"));

  assert.equal(await client.readUntil("\r\n\r\n"), "HTTP/1.1 204 R\r\n\r\n");
  assert.equal(await client.readUntil("\r\n\r\n"), "HTTP/1.1 304 R\r\nContent-Length: 3\r\n\r\n");
  await client.send(get("/200"));
  assert.equal((await client.readResponse()).body, "abc");
});

test("an interim answer comes before the real one, and not to HTTP/1.0 (RFC 9110 §15.2)", async (t) => {
  const server = await withServer(t, (request) => {
    begin(request.connection, { Link: "</a.css>" }, 103);
    answer(request, "real");
  });
  const modern = await server.connect();
  const old = await server.connect();

  await modern.send(get());
  await old.send("GET / HTTP/1.0\r\n\r\n");

  assert.deepEqual(
    (await modern.readResponses(2)).map((response) => response.code),
    [103, 200],
  );
  assert.equal((await old.readResponse()).code, 200);
});

test("text goes out as UTF-8 and bytes as they are, small or large", async (t) => {
  const large = Buffer.alloc(50_000, "\xff\x00", "latin1");
  const server = await withServer(t, (request) => {
    if (request.path === "/text") answer(request, "gr\u00fc\u00df \u20ac");
    else answer(request, request.path === "/large" ? large : large.subarray(0, 10));
  });
  const client = await server.connect();

  await client.send(get("/text") + get("/small") + get("/large") + get("/text"));
  const [text, small, whole, again] = await client.readResponses(4);

  assert.equal(Buffer.from(text?.body ?? "", "latin1").toString(), "gr\u00fc\u00df \u20ac");
  assert.equal(small?.body, large.subarray(0, 10).toString("latin1"));
  assert.equal(whole?.body, large.toString("latin1"));
  assert.equal(again?.body, text?.body);
});

test("a body longer than its Content-Length is an error, and the client sees the answer fail", async (t) => {
  const errors: unknown[] = [];
  const server = await withServer(t, ({ connection }) => {
    try {
      begin(connection, { "Content-Length": "5" });
      connection.write("abc");
      connection.write("def");
    } catch (error) {
      errors.push(error);
    }
  });
  const client = await server.connect();

  await client.send(get());

  assert.equal(await client.readToEnd(), "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");
  assert.ok(errors[0] instanceof HTTPOutputError);
  assert.equal(errors[0].message, "Tried to write more data than Content-Length");
});

test("a body shorter than its Content-Length is an error, and the client sees the answer fail", async (t) => {
  const errors: unknown[] = [];
  const server = await withServer(t, ({ connection }) => {
    try {
      begin(connection, { "Content-Length": "5" });
      connection.write("abc");
      connection.finish();
    } catch (error) {
      errors.push(error);
    }
  });
  const client = await server.connect();

  await client.send(get());

  assert.equal(await client.readToEnd(), "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");
  assert.ok(errors[0] instanceof HTTPOutputError);
  assert.equal(errors[0].message, "Tried to write 2 bytes less than Content-Length");
});

for (const [what, fields] of [
  ["a Content-Length that is no number", { "Content-Length": "+10" }],
  ["a Transfer-Encoding of its own", { "Transfer-Encoding": "chunked" }],
] as const) {
  test(`writeHeaders() refuses ${what}`, async (t) => {
    const errors: unknown[] = [];
    const server = await withServer(t, (request) => {
      try {
        begin(request.connection, fields);
      } catch (error) {
        errors.push(error);
        answer(request, "still possible");
      }
    });
    const client = await server.connect();

    await client.send(get());

    assert.equal((await client.readResponse()).body, "still possible");
    assert.ok(errors[0] instanceof HTTPOutputError);
  });
}

test("pieces out of order are errors that leave the answer whole", async (t) => {
  const errors: string[] = [];
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      errors.push(error instanceof HTTPOutputError ? error.message : "another error");
    }
  };
  const server = await withServer(t, (request) => {
    const { connection } = request;
    attempt(() => connection.write("early"));
    attempt(() => connection.finish());
    answer(request, "whole");
    attempt(() => begin(connection));
    attempt(() => connection.write("late"));
    attempt(() => connection.finish());
  });
  const client = await server.connect();

  await client.send(get() + get());

  assert.equal((await client.readResponse()).body, "whole");
  assert.equal((await client.readResponse()).body, "whole");
  assert.deepEqual(errors.slice(0, 4), [
    "Cannot write a body before the head of the answer",
    "Cannot finish an answer before its head is written",
    "Cannot write the head of an answer twice",
    "Cannot write a body after the answer is finished",
  ]);
});

test("write() gives a promise when the client does not read, which resolves when it does", async (t) => {
  const piece = Buffer.alloc(1_000_000);
  let count = 0;
  let isFull: (() => void) | undefined;
  const full = new Promise<void>((resolve) => {
    isFull = resolve;
  });
  const server = await withServer(t, async ({ connection }: HTTPServerRequest) => {
    begin(connection);
    let room: Promise<void> | undefined;
    while (room === undefined) {
      count++;
      room = connection.write(piece);
    }
    isFull?.();
    await room;
    connection.finish();
  });
  const client = await server.connect();
  client.socket.pause();

  await client.send(get());
  await full;
  client.socket.resume();

  assert.equal((await client.readResponse()).body.length, count * piece.length);
});
