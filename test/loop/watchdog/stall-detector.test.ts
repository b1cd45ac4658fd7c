import assert from "node:assert/strict";
import { test } from "node:test";
import { StallDetector } from "#typhoon/loop/watchdog/thread/stall-detector.js";

// A threshold of 100 ms, looks and beats every 25 ms, from time 1000 on.
function startDetector(): StallDetector {
  return new StallDetector(100, 25, 1000);
}

function look(detector: StallDetector, nowMs: number, beatMs: number, starvedMs = 0) {
  return detector.look({ nowMs, beatMs, starvedMs });
}

test("a loop that comes round is not stalled", () => {
  const detector = startDetector();

  const looks = [1025, 1050, 1075, 1100, 1125, 1150].map((nowMs) => look(detector, nowMs, nowMs - 20));

  assert.ok(looks.every(({ isNewStall }) => !isNewStall));
});

test("a stall begins when the loop is late by the threshold, and is found once", () => {
  const detector = startDetector();

  const looks = [1025, 1050, 1075, 1100, 1125, 1150].map((nowMs) => look(detector, nowMs, 1000));

  assert.deepEqual(
    looks.map(({ isNewStall }) => isNewStall),
    [false, false, false, false, true, false],
  );
  assert.equal(looks.at(-1)?.lateMs, 125);
});

test("each stall is found", () => {
  const detector = startDetector();
  const isNew = (nowMs: number, beatMs: number) => look(detector, nowMs, beatMs).isNewStall;
  for (const nowMs of [1025, 1050, 1075, 1100]) isNew(nowMs, 1000);

  assert.equal(isNew(1125, 1000), true);
  for (const nowMs of [1150, 1175, 1200, 1225, 1250]) assert.equal(isNew(nowMs, 1140), false);
  assert.equal(isNew(1275, 1140), true);
});

test("the loop is not blamed for the time in which the watching thread did not run either", () => {
  const detector = startDetector();
  look(detector, 1025, 1010);

  assert.equal(look(detector, 9000, 1010).isNewStall, false);
  assert.equal(look(detector, 9025, 1010).isNewStall, false);
});

test("a loop that is still blocked after such a time is blamed for what comes then", () => {
  const detector = startDetector();
  look(detector, 9000, 1010);

  const looks = [9025, 9050, 9075, 9100, 9125].map((nowMs) => look(detector, nowMs, 1010).isNewStall);

  assert.deepEqual(looks, [false, false, false, false, true]);
});

test("a loop that was blocked before the thread ran is blamed at the first look", () => {
  const detector = startDetector();

  assert.equal(look(detector, 1025, 800).isNewStall, true);
});

test("the next look is when a stall may have begun, and every beat while one lasts", () => {
  const detector = startDetector();

  const looks = [look(detector, 1010, 1000), look(detector, 1125, 1000), look(detector, 1150, 1000)];

  assert.deepEqual(
    looks.map(({ nextMs }) => nextMs),
    [115, 25, 25],
  );
});

test("the next look is never later than a timer can be", () => {
  const longestMs = 2 ** 31 - 1;

  const { nextMs } = new StallDetector(longestMs, longestMs / 4, 1000).look({
    nowMs: 1000,
    beatMs: 1000,
    starvedMs: 0,
  });

  assert.equal(nextMs, longestMs);
});

test("the loop is not blamed for the time in which its thread waited for a processor", () => {
  const detector = startDetector();
  look(detector, 1025, 1000, 500);

  const looks = [
    look(detector, 1125, 1000, 560),
    look(detector, 1184, 1000, 560),
    look(detector, 1185, 1000, 560),
  ];

  assert.deepEqual(
    looks.map(({ isNewStall }) => isNewStall),
    [false, false, true],
  );
  assert.equal(looks[0]?.nextMs, 60);
});
