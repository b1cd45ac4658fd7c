import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { test } from "node:test";
import { HTTPServer } from "typhoon/httpserver";
import { guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { splitInput } from "../../support/split-input.ts";
import { echo } from "../../support/with-server.ts";
import { cases, fewFields, smallLimit } from "./cases.ts";

guardLog();

/** Cuts what each connection sends where the test says. */
class SplittingServer extends HTTPServer {
  cuts: readonly number[] = [];

  override handleStream(socket: Socket, address: string): void {
    splitInput(socket, this.cuts);
    super.handleStream(socket, address);
  }
}

const server = new SplittingServer(echo, {
  maxHeaderCount: fewFields,
  maxHeaderSize: smallLimit,
  maxBodySize: smallLimit,
});

async function answerTo(bytes: string, cuts: readonly number[]): Promise<string> {
  server.cuts = cuts;
  const client = await RawHTTPClient.connect(server.port ?? 0);
  await client.send(bytes);
  client.endSending();
  const received = await client.readToEnd();
  client.close();
  return received.replace(/^Date: .*\r\n/gm, "");
}

test("every message gets the same answer, wherever it is cut and byte by byte (RFC 9112 §2.2)", async (t) => {
  await server.listen(0, "127.0.0.1");
  t.after(() => server.drain());

  for (const { name, bytes } of cases) {
    const whole = await answerTo(bytes, []);
    const positions = Array.from({ length: bytes.length - 1 }, (_, index) => index + 1);
    assert.equal(await answerTo(bytes, positions), whole, `${name}, byte by byte`);
    for (const position of positions) {
      assert.equal(await answerTo(bytes, [position]), whole, `${name}, cut at ${position}`);
    }
  }
});
