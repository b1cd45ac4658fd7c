import assert from "node:assert/strict";
import { test } from "node:test";
import { CallableAdapter } from "#typhoon/http/httpserver/internal.js";
import { guardLog } from "../../support/guard-log.ts";
import { answerInMemory, serveInMemory } from "../../support/serve-in-memory.ts";
import { echo } from "../../support/with-server.ts";
import { cases } from "./cases/all.ts";
import { smallLimits } from "./cases/case.ts";

guardLog();

const connect = serveInMemory(new CallableAdapter(echo), smallLimits);
/** Every position of a case that is no longer than this is cut at; of longer ones, as many and those near the end. */
const mostPositions = 250;

function positionsOf(length: number): number[] {
  const positions = Array.from({ length: length - 1 }, (_, index) => index + 1);
  return positions.filter((position) => position <= mostPositions || position > length - 8);
}

for (const { name, bytes } of cases) {
  test(`gives the same answer wherever the input is cut: ${name}`, () => {
    const buffer = Buffer.from(bytes, "latin1");
    const positions = positionsOf(buffer.length);

    const whole = answerInMemory(connect(), buffer, []);

    for (const position of positions) {
      assert.equal(answerInMemory(connect(), buffer, [position]), whole, `cut at ${position}`);
    }
  });
}
