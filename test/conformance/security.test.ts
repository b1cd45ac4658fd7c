import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPHeaders } from "typhoon/httputil";
import { guardLog } from "../support/guard-log.ts";
import { answer, echo, withServer } from "../support/with-server.ts";

// What Tornado had to learn about HTTP, where no other test shows it: see the checklist beside this file.

guardLog();

const host = "Host: x\r\n";

test("only spaces and tabs around a value are removed: NEL and NBSP are data (Tornado 6.4.1)", async (t) => {
  const { connect } = await withServer(t, (request) =>
    answer(request, Buffer.from(request.headers.get("A") ?? "", "latin1")),
  );
  const client = await connect();

  await client.send(`GET / HTTP/1.1\r\n${host}A: \t \x85\xa0x\xa0\x85 \t\r\n\r\n`);

  assert.equal((await client.readResponse()).body, "\x85\xa0x\xa0\x85");
});

for (const separator of ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e"]) {
  const shown = JSON.stringify(separator);
  test(`${shown}, a line break elsewhere, is none in a head (Tornado 6.4.1)`, async (t) => {
    const client = await (await withServer(t, echo)).connect();

    await client.send(`GET / HTTP/1.1\r\n${host}A: b${separator}Content-Length: 3\r\n\r\n`);

    assert.equal((await client.readResponse()).code, 400);
  });
}

test("a hundred thousand fields of one name are added, and read once, in linear time (Tornado 6.5.3)", () => {
  const headers = new HTTPHeaders();

  // Joining at each of them would copy 20 GB.
  for (let i = 0; i < 100_000; i++) headers.add("A", "b".repeat(4));

  assert.equal(headers.get("a")?.length, 100_000 * 5 - 1);
});

test("an invalid Host is answered, and never logged as an error (Tornado 6.5.2)", async (t) => {
  const client = await (await withServer(t, echo)).connect();

  await client.send("GET / HTTP/1.1\r\nHost: %s<script>\r\n\r\n");

  const { code, body } = await client.readResponse();
  assert.equal(code, 400);
  assert.doesNotMatch(body, /script/);
});

for (const field of ["X-Forwarded-For: 10.0.0.1", "X-Real-Ip: 10.0.0.1", "Forwarded: for=10.0.0.1"]) {
  test(`${field} says nothing about the client unless that is asked for`, async (t) => {
    const { connect } = await withServer(t, (request) =>
      answer(request, `${request.remoteIp} ${request.protocol}`),
    );
    const client = await connect();

    await client.send(`GET / HTTP/1.1\r\n${host}${field}\r\nX-Forwarded-Proto: https\r\n\r\n`);

    assert.equal((await client.readResponse()).body, "127.0.0.1 http");
  });
}

test("an answer's header fields are checked as strictly as a request's (Tornado 6.3.3, 6.5.0)", () => {
  for (const value of ["a\rb", "a\nb", "a\0b", "a\x7fb", "a\x1bb"]) {
    assert.throws(() => new HTTPHeaders({ A: value }), Error, JSON.stringify(value));
  }
  assert.equal(new HTTPHeaders({ A: "a\tb" }).get("A"), "a\tb");
});
