import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { after, before, test } from "node:test";
import { HTTPServer } from "typhoon/httpserver";
import { guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { splitInput } from "../../support/split-input.ts";
import { echo, withServer } from "../../support/with-server.ts";
import { cases } from "./cases/all.ts";
import { type Case, smallLimits } from "./cases/case.ts";

guardLog();

/** Cuts what each connection sends where the test says. */
class CuttingServer extends HTTPServer {
  cuts: readonly number[] = [];

  override handleStream(socket: Socket, address: string): void {
    splitInput(socket, this.cuts);
    super.handleStream(socket, address);
  }
}

const server = new CuttingServer(echo, smallLimits);

before(() => server.listen(0, "127.0.0.1"));
after(() => server.drain());

async function checkAnswers({ bytes, codes, seen = [] }: Case, cuts: readonly number[]): Promise<void> {
  server.cuts = cuts;
  const client = await RawHTTPClient.connect(server.port ?? 0);
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
  client.close();
}

for (const one of cases) {
  test(one.name, async () => {
    const everywhere = Array.from({ length: Math.min(one.bytes.length, 1000) }, (_, index) => index);
    await checkAnswers(one, []);
    await checkAnswers(one, everywhere);
  });
}

test("no case is there twice", () => {
  const names = cases.map(({ name }) => name);
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test("every case names its paragraph", () => {
  assert.deepEqual(
    cases.filter(({ name }) => !/\(RFC \d{4} §[\d.]+\)$/.test(name)),
    [],
  );
});

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
