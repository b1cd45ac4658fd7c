import assert from "node:assert/strict";
import { request } from "node:http";
import { type TestContext, test } from "node:test";
import { AsyncHTTPClient, HTTPClientError } from "typhoon/httpclient";
import { guardLog } from "../../../support/guard-log.ts";
import { type RawConnection, rawServer } from "../../../support/raw-server.ts";
import { type ResponseCase, responseCases } from "./corpus.ts";

guardLog();

for (const one of responseCases) {
  const { name, ours, difference } = one;

  test(`${name}: ${ours}`, async (t) => {
    assert.deepEqual(await fetchTwice(t, one, sendWhole), [ours, ours]);
  });

  if (!one.isOneWrite)
    test(`${name}, byte by byte: ${ours}`, async (t) => {
      assert.deepEqual(await fetchTwice(t, one, sendBytes), [ours, ours]);
    });

  if (difference === undefined)
    test(`${name}: node:http agrees`, async (t) => {
      const isResponse = /^[0-9]/.test(ours);

      assert.equal(await isResponseToNode(t, one), isResponse);
    });
}

type Send = (connection: RawConnection, bytes: string) => Promise<void>;

async function sendWhole(connection: RawConnection, bytes: string): Promise<void> {
  connection.send(bytes);
}

async function sendBytes(connection: RawConnection, bytes: string): Promise<void> {
  for (const byte of bytes) {
    connection.send(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The same server for each request on a connection. */
async function serverOf(t: TestContext, { bytes, closes }: ResponseCase, send: Send) {
  return rawServer(t, async (connection) => {
    while (true) {
      await connection.readUntil("\r\n\r\n");
      await send(connection, bytes);
      if (closes) connection.socket.end();
    }
  });
}

/** Twice, because the first answer must leave the connection ready for the second, or closed. */
async function fetchTwice(t: TestContext, one: ResponseCase, send: Send): Promise<string[]> {
  const { url } = await serverOf(t, one, send);
  await using client = new AsyncHTTPClient({ forceInstance: true });
  const options = { raiseError: false, method: one.method ?? "GET" };
  const outcomes: string[] = [];
  for (const _time of ["first", "second"])
    outcomes.push(
      await client.fetch(url, options).then(
        ({ code, body }) => `${code} ${body.toString("latin1")}`,
        (error: unknown) => (error instanceof HTTPClientError ? error.code : String(error)),
      ),
    );
  return outcomes;
}

async function isResponseToNode(t: TestContext, one: ResponseCase): Promise<boolean> {
  const { url } = await serverOf(t, one, sendWhole);
  return new Promise((resolve) => {
    const asking = request(url, { method: one.method ?? "GET", agent: false }, (response) => {
      response.on("error", () => resolve(false)).on("end", () => resolve(true));
      response.resume();
    });
    asking.on("error", () => resolve(false)).on("upgrade", () => resolve(false));
    asking.end();
  });
}
