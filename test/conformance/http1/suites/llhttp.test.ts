import assert from "node:assert/strict";
import { declareSuite } from "./declare-suite.ts";
import { connectionVerdicts } from "./llhttp/connection.ts";
import { contentLengthVerdicts } from "./llhttp/content-length.ts";
import { judgedWhole } from "./llhttp/differences.ts";
import { invalidVerdicts } from "./llhttp/invalid.ts";
import { methodVerdicts } from "./llhttp/method.ts";
import { sampleVerdicts } from "./llhttp/sample.ts";
import { transferEncodingVerdicts } from "./llhttp/transfer-encoding.ts";
import { uriVerdicts } from "./llhttp/uri.ts";

// The corpus of requests of llhttp (github.com/nodejs/llhttp) in strict mode. Left out are its lenient modes and the
// cases that pause the parser, which are about its callbacks; their inputs occur in the others. The corpus of responses
// is in test/http/httpclient.
const verdicts = [
  ...connectionVerdicts,
  ...contentLengthVerdicts,
  ...invalidVerdicts,
  ...methodVerdicts,
  ...sampleVerdicts,
  ...transferEncodingVerdicts,
  ...uriVerdicts,
];

declareSuite("llhttp", verdicts, ({ bytes, refuses, difference }, judge) => {
  if (difference === judgedWhole) assert.equal(judge(`${bytes}\r\n\r\n`).refuses, refuses);
});
