import assert from "node:assert/strict";
import { after, test } from "node:test";
import { OurSide } from "../differential/our-side.ts";
import { connectionVerdicts } from "./llhttp/connection.ts";
import { contentLengthVerdicts } from "./llhttp/content-length.ts";
import { invalidVerdicts } from "./llhttp/invalid.ts";
import { methodVerdicts } from "./llhttp/method.ts";
import { sampleVerdicts } from "./llhttp/sample.ts";
import { transferEncodingVerdicts } from "./llhttp/transfer-encoding.ts";
import { uriVerdicts } from "./llhttp/uri.ts";
import { judgedWhole } from "./llhttp/verdict.ts";

// The corpus of requests in strict mode. Left out are its lenient modes and the cases that pause the parser, which are
// about its callbacks; their inputs occur in the others. The corpus of responses is in test/http/httpclient.
const verdicts = [
  ...connectionVerdicts,
  ...contentLengthVerdicts,
  ...invalidVerdicts,
  ...methodVerdicts,
  ...sampleVerdicts,
  ...transferEncodingVerdicts,
  ...uriVerdicts,
];

const side = new OurSide();
after(() => side.close());

function judge(bytes: string): { accepts: number; refuses: boolean } {
  const { requests, outcome } = side.observe(bytes);
  const accepts = requests.filter(({ isComplete }) => isComplete).length;
  return { accepts, refuses: outcome.kind === "refused" };
}

for (const { name, bytes, accepts, refuses, difference } of verdicts) {
  test(`llhttp: ${name}${difference === undefined ? "" : `, with a difference: ${difference.why}`}`, () => {
    const expected = difference ?? { accepts, refuses };

    assert.deepEqual(judge(bytes), { accepts: expected.accepts, refuses: expected.refuses });
    if (difference === judgedWhole) assert.equal(judge(`${bytes}\r\n\r\n`).refuses, refuses);
  });
}

test("a difference differs", () => {
  const idle = verdicts.filter(({ accepts, refuses, difference }) => {
    return difference?.accepts === accepts && difference.refuses === refuses;
  });
  assert.deepEqual(idle, []);
});
