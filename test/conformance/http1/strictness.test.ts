import assert from "node:assert/strict";
import { test } from "node:test";
import { guardLog } from "../../support/guard-log.ts";
import { echo, withServer } from "../../support/with-server.ts";
import { cases, fewFields, smallLimit } from "./cases.ts";

guardLog();

const limits = { maxHeaderCount: fewFields, maxHeaderSize: smallLimit, maxBodySize: smallLimit };

for (const { name, bytes, codes, seen = [] } of cases) {
  test(name, async (t) => {
    const { connect } = await withServer(t, echo, limits);
    const client = await connect();

    await client.send(bytes);
    client.endSending();

    const responses = await client.readResponses(codes.length);
    assert.deepEqual(
      responses.map((response) => response.code),
      codes,
    );
    const answered = responses.filter((response) => response.code === 200);
    assert.deepEqual(
      answered.map((response) => response.body),
      seen,
    );
    assert.equal(await client.readToEnd(), "", "nothing follows");
  });
}

test("a rejection says why in plain text, and that the connection closes", async (t) => {
  const { connect } = await withServer(t, echo);
  const client = await connect();

  await client.send("GET / HTTP/1.1\r\n\r\n");
  const { headers, body } = await client.readResponse();

  assert.equal(headers.get("connection"), "close");
  assert.equal(headers.get("content-type"), "text/plain; charset=UTF-8");
  assert.equal(body, "400 Bad Request: The Host field is missing (RFC 9112 §3.2)\n".replace("§", "\xc2\xa7"));
  assert.equal(await client.readToEnd(), "");
});
