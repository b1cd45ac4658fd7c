import assert from "node:assert/strict";
import { test } from "node:test";
import { BodyPieces } from "#typhoon/http/httputil/internal.js";
import { Random } from "../../support/random.ts";

test("join() gives all pieces in order, whatever their sizes", () => {
  const random = new Random(1);
  const pieces = new BodyPieces();
  const added: Buffer[] = [];

  for (let i = 0; i < 3_000; i++) {
    const piece = Buffer.alloc(random.usually(random.below(20), 10, [1_023, 1_024, 20_000]), i);
    added.push(piece);
    pieces.add(piece);
  }

  assert.ok(pieces.join().equals(Buffer.concat(added)));
});

test("join() does not copy a single piece", () => {
  const pieces = new BodyPieces();
  const piece = Buffer.from("a");

  pieces.add(piece);

  assert.equal(pieces.join(), piece);
});

test("join() of no pieces is empty", () => {
  assert.equal(new BodyPieces().join().length, 0);
});

test("many small pieces are copied together, and hold on to nothing that they were cut from", () => {
  const pieces = new BodyPieces();
  const received = Buffer.alloc(1_000, "a");

  for (let i = 0; i < received.length; i++) pieces.add(received.subarray(i, i + 1));
  received.fill("b");

  assert.match(pieces.join().toString(), /^b{16}a{984}$/);
});

test("join() does not copy pieces that lie one behind the other", () => {
  const pieces = new BodyPieces();
  const body = Buffer.alloc(10_000, "a");

  for (const [start, end] of [
    [1_000, 3_000],
    [3_000, 9_000],
  ])
    pieces.add(body.subarray(start, end));
  const joined = pieces.join();

  assert.deepEqual(
    [joined.buffer, joined.byteOffset, joined.length],
    [body.buffer, body.byteOffset + 1_000, 8_000],
  );
});

test("join() does not take memory for a piece's continuation that begins elsewhere", () => {
  const pieces = new BodyPieces();
  const body = Buffer.from("a".repeat(2_000) + "b".repeat(2_000) + "c".repeat(2_000));

  pieces.add(body.subarray(0, 2_000));
  pieces.add(body.subarray(4_000));
  pieces.add(body.subarray(2_000, 4_000));

  assert.equal(pieces.join().toString(), "a".repeat(2_000) + "c".repeat(2_000) + "b".repeat(2_000));
});
