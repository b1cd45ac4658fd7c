import assert from "node:assert/strict";
import { test } from "node:test";
import { sources } from "./sources.ts";

/** Where timers of the system may be set with a delay that is not written there: each bounds it before. */
const bounded = new Set([
  "concurrent/long-timeout.ts",
  // Doubled up to `longestRetryMs`.
  "base/log/file-destination.ts",
  // Bounded by `RestartLimit`.
  "net/process/process-supervisor.ts",
  // What is left of a threshold of a day at the most.
  "loop/watchdog/thread/watch-stalls.ts",
  // Of the parent's own making.
  "concurrent/worker/process-control.ts",
]);

/** The declaration of a method of that name. */
const isMethod = /\(\)$|\(\w+: number/;
const timer = /(?<![.\w] ?)set(?:Timeout|Interval)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g;

test("no timer is set with a number of the user's but through setLongTimeout(), which takes any", () => {
  const unbounded = sources
    .filter(({ path }) => !bounded.has(path))
    .flatMap(({ path, text }) =>
      [...withoutComments(text).matchAll(timer)]
        .map(([call]) => call)
        .filter((call) => !isMethod.test(call) && !hasConstantDelay(call, text))
        .map((call) => `${path}: ${call}`),
    );

  assert.deepEqual(unbounded, []);
});

/** A number, or a constant of the module's with a number as its value. */
function hasConstantDelay(call: string, text: string): boolean {
  const delay = /,\s*([\w*\s]+?),?\s*\)$/.exec(call)?.[1] ?? "";
  if (/^[\d_*\s]+$/.test(delay)) return true;
  return new RegExp(`^const ${delay} = [\\d_]+;$`, "m").test(text);
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(?:\/\*|\*|\/\/).*$/gm, "");
}
