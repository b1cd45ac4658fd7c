import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPInputError } from "typhoon/httputil";
import { FormLimits, openFormReader } from "#typhoon/http/httputil/internal.js";

// More: FUZZ_FORMS=200000 npm test -- multipart-fuzz. A form that fails is found again by its number.
const count = Number(process.env["FUZZ_FORMS"] ?? 3000);
const limits = new FormLimits({ maxParts: 20, maxFieldSize: 500, maxFileSize: 500, maxPartHeaderSize: 300 });

/** Numbers that are the same in every run (mulberry32). */
class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const contentPieces = [
  "\r",
  "\n",
  "\r\n",
  "-",
  "--",
  "\r\n--",
  "\r\n-",
  "a",
  "\0",
  "\xff",
  "--X",
  "\r\n--x",
  "é",
  " ",
];
const names = ["a", "b c", "é", "日本", 'quo"te', "semi;colon", "back\\slash", "..", "a=b", "'"];

interface Part {
  readonly name: string;
  readonly filename: string | undefined;
  readonly content: Buffer;
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function randomParts(random: Random, boundary: string): Part[] {
  return Array.from({ length: random.below(6) }, () => {
    const pieces = Array.from({ length: random.below(30) }, () => random.pick(contentPieces));
    // The writer of a form has to choose a boundary that is not in it.
    const content = Buffer.from(pieces.join("").replaceAll(`\r\n--${boundary}`, ""), "latin1");
    return {
      name: random.pick(names),
      filename: random.below(2) === 0 ? undefined : random.pick(names),
      content: content.indexOf(`--${boundary}`) === -1 ? content : Buffer.alloc(0),
    };
  });
}

function written(parts: readonly Part[], boundary: string): Buffer {
  const pieces = parts.flatMap(({ name, filename, content }) => {
    const file = filename === undefined ? "" : `; filename=${quoted(filename)}`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}${file}\r\n\r\n`;
    return [Buffer.from(head), content, Buffer.from("\r\n")];
  });
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

/** What a form is read as: a list of parts in plain text, or the error. Anything else is a crash. */
function outcome(form: Buffer, boundary: string, cuts: readonly number[]): string {
  try {
    const reader = openFormReader(`multipart/form-data; boundary="${boundary}"`, undefined, limits);
    let start = 0;
    for (const end of [...cuts, form.length]) {
      assert.equal(reader?.write(form.subarray(start, end)), undefined);
      start = end;
    }
    reader?.end();
    const fields = [...(reader?.form.arguments ?? [])].flatMap(([name, values]) =>
      values.map((v) => [name, null, `${v.toString("latin1")}`]),
    );
    const files = [...(reader?.form.files ?? [])].flatMap(([name, all]) =>
      all.map((f) => [name, f.filename, f.body.toString("latin1")]),
    );
    return JSON.stringify([...fields, ...files].sort());
  } catch (error) {
    if (error instanceof HTTPInputError) return `${error.statusCode} ${error.message}`;
    throw error;
  }
}

function randomCuts(random: Random, length: number): number[] {
  const some = Array.from({ length: random.below(8) }, () => random.below(length + 1));
  return some.sort((a, b) => a - b);
}

test(`${count} random forms are read as they were written, wherever they are cut`, () => {
  for (let seed = 0; seed < count; seed++) {
    const random = new Random(seed);
    const boundary = random.pick(["x", "X-1", "----WebKitFormBoundary7MA4YWxkTrZu0gW"]);
    const parts = randomParts(random, boundary);
    const form = written(parts, boundary);
    const expected = parts.map(({ name, filename, content }) => [
      name,
      filename ?? null,
      content.toString("latin1"),
    ]);

    const read = outcome(form, boundary, randomCuts(random, form.length));

    assert.equal(read, JSON.stringify(expected.sort()), `form ${seed}`);
  }
});

test(`${count} damaged forms are read or refused, in the same way wherever they are cut`, () => {
  let refused = 0;
  for (let seed = 0; seed < count; seed++) {
    const random = new Random(seed);
    const boundary = random.pick(["x", "X-1"]);
    const form = damaged(random, written(randomParts(random, boundary), boundary));

    const whole = outcome(form, boundary, []);

    for (let i = 0; i < 4; i++) {
      assert.equal(outcome(form, boundary, randomCuts(random, form.length)), whole, `form ${seed}`);
    }
    if (!whole.startsWith("[")) refused++;
  }
  assert.ok(refused > count / 4 && refused < count);
});

/** Takes bytes out, doubles or changes some, or cuts the end off. */
function damaged(random: Random, form: Buffer): Buffer {
  let bytes = form;
  for (let i = random.below(3); i >= 0; i--) {
    const start = random.below(bytes.length);
    const end = Math.min(bytes.length, start + 1 + random.below(20));
    const [before, middle, after] = [
      bytes.subarray(0, start),
      bytes.subarray(start, end),
      bytes.subarray(end),
    ];
    const inserted = Buffer.from(random.pick(contentPieces), "latin1");
    const next = [
      [before, after],
      [before, middle, middle, after],
      [before, inserted, after],
      [before, middle],
    ];
    bytes = Buffer.concat(random.pick(next));
    if (bytes.length === 0) break;
  }
  return bytes;
}
