import assert from "node:assert/strict";
import { test } from "node:test";
import { formatTimestamp, httpDate } from "typhoon/httputil";

test("formatTimestamp() writes RFC 9110's date from milliseconds or a Date", () => {
  assert.equal(formatTimestamp(1359312200999), "Sun, 27 Jan 2013 18:43:20 GMT");
  assert.equal(formatTimestamp(new Date(1359312200000)), "Sun, 27 Jan 2013 18:43:20 GMT");
});

test("formatTimestamp() refuses what is no time", () => {
  assert.throws(() => formatTimestamp(Number.NaN), RangeError);
});

test("httpDate() follows the clock from second to second", (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 1359312200000 });
  assert.equal(httpDate(), "Sun, 27 Jan 2013 18:43:20 GMT");

  t.mock.timers.setTime(1359312201500);

  assert.equal(httpDate(), "Sun, 27 Jan 2013 18:43:21 GMT");
});
