import assert from "node:assert/strict";
import { test } from "node:test";
import { AnswerCounter } from "./answer-counter.js";

const answer = (status, body, extra = "") =>
  Buffer.from(`HTTP/1.1 ${status} X\r\n${extra}Content-Length: ${body.length}\r\n\r\n${body}`, "latin1");

function readAll(counter, ...chunks) {
  return chunks.reduce((sum, chunk) => sum + counter.read(chunk, chunk.length), 0);
}

test("read() counts one answer a chunk", () => {
  assert.equal(readAll(new AnswerCounter(200), answer(200, "abc"), answer(200, "abc")), 2);
});

test("read() counts answers joined in one chunk", () => {
  const three = Buffer.concat([answer(200, "abc"), answer(200, "abc"), answer(200, "abc")]);
  assert.equal(readAll(new AnswerCounter(200), answer(200, "abc"), three), 4);
});

test("read() counts answers cut at any byte, though the buffer is reused", () => {
  const two = Buffer.concat([answer(200, "abc"), answer(200, "abc")]);
  for (let cut = 1; cut < two.length; cut++) {
    const counter = new AnswerCounter(200);
    const buffer = Buffer.alloc(two.length);
    let answers = 0;
    for (const part of [two.subarray(0, cut), two.subarray(cut)]) {
      part.copy(buffer);
      answers += counter.read(buffer, part.length);
      buffer.fill(0);
    }
    assert.equal(answers, 2, `cut at ${cut}`);
  }
});

test("read() counts a body that comes in many pieces, and the answer right behind it", () => {
  const long = Buffer.concat([answer(200, "x".repeat(1000)), answer(200, "abc")]);
  const pieces = Array.from({ length: Math.ceil(long.length / 7) }, (_, at) =>
    long.subarray(at * 7, at * 7 + 7),
  );
  assert.equal(readAll(new AnswerCounter(200), ...pieces), 2);
});

test("read() counts an answer with another status as bad, whatever its length", () => {
  const counter = new AnswerCounter(200);
  const chunks = [answer(200, "abc"), answer(503, "a longer body"), answer(404, "abc"), answer(200, "abc")];
  assert.equal(readAll(counter, ...chunks), 4);
  assert.equal(counter.badStatus, 2);
});

test("read() follows a head that changes its length", () => {
  const chunks = [answer(200, "abc"), answer(200, "abc", "Extra: yes\r\n"), answer(200, "abc")];
  assert.equal(readAll(new AnswerCounter(200), ...chunks), 3);
});

test("read() refuses an answer without Content-Length", () => {
  const chunked = Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  assert.throws(() => readAll(new AnswerCounter(200), chunked), /no Content-Length/);
});
