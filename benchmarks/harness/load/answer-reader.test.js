import assert from "node:assert/strict";
import { test } from "node:test";
import { AnswerReader } from "./answer-reader.js";

const accepted = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
const refused = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n";

test("answers are told one by one however the bytes arrive", () => {
  const bytes = Buffer.from(accepted + refused + accepted);
  for (const size of [1, 7, bytes.length]) {
    const statuses = [];
    const reader = new AnswerReader((status) => statuses.push(status));
    for (let start = 0; start < bytes.length; start += size) reader.read(bytes.subarray(start, start + size));
    assert.deepEqual(statuses, [200, 503, 200]);
  }
});

test("an answer without Content-Length is an error", () => {
  const reader = new AnswerReader(() => {});
  assert.throws(() => reader.read(Buffer.from("HTTP/1.1 200 OK\r\n\r\n")), /no Content-Length/);
});
