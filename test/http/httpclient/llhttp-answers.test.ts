import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { AsyncHTTPClient } from "typhoon/httpclient";
import { guardLog } from "../../support/guard-log.ts";
import { connectionAnswers } from "./llhttp/connection.ts";
import { invalidAnswers } from "./llhttp/invalid.ts";
import { sampleAnswers } from "./llhttp/sample.ts";
import { transferEncodingAnswers } from "./llhttp/transfer-encoding.ts";

guardLog();

const verdicts = [...connectionAnswers, ...invalidAnswers, ...sampleAnswers, ...transferEncodingAnswers];

/** @returns the status of what a server answers with these bytes, or the code of the error */
async function fetchAnswer(bytes: string): Promise<number | string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(bytes, "latin1"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const client = new AsyncHTTPClient({ forceInstance: true });
  const options = { raiseError: false, followRedirects: false };
  try {
    const port = typeof address === "object" ? address?.port : undefined;
    return (await client.fetch(`http://127.0.0.1:${port}/`, options)).code;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  } finally {
    await client.close();
    server.close();
  }
}

for (const { name, bytes, isAnswer, difference } of verdicts) {
  test(`llhttp: ${name}${difference === undefined ? "" : `, with a difference: ${difference}`}`, async () => {
    const answer = await fetchAnswer(bytes);

    const isTaken = isAnswer === (difference === undefined);
    if (isTaken) assert.equal(typeof answer, "number", String(answer));
    else assert.match(String(answer), /^ERR_HTTP_(?:BAD_RESPONSE|STREAM_CLOSED)$/);
  });
}
