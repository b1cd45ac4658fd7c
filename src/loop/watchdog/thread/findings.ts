import type { Activity } from "../activity.ts";
import type { StallFindings } from "../stall.ts";
import type { SourcePositions } from "./source-position.ts";
import type { CapturedFrame } from "./stack-capture.ts";

/**
 * Picks what a report says from the frames of a stack.
 *
 * @param frames - innermost first
 * @param libraryUrl - where this library's own files are
 */
export function findingsOf(
  frames: readonly CapturedFrame[],
  positions: SourcePositions,
  libraryUrl: string | undefined,
): StallFindings {
  const blamed = blamable(frames, libraryUrl);
  const stack = (blamed.length > 0 ? blamed : frames).map((frame) => positions.sourceLine(frame));
  const origin = originOf(frames);
  return {
    ...activityOf(frames),
    line: blamed.length > 0 ? stack[0] : undefined,
    stack,
    ...(origin !== undefined && { origin }),
  };
}

/**
 * The application's own frames, or where there are none, those of its packages. There may be neither: after a native
 * call that was the last thing the application did in this turn, only Node and this library are found.
 */
function blamable(
  frames: readonly CapturedFrame[],
  libraryUrl: string | undefined,
): readonly CapturedFrame[] {
  const isOurs = (url: string) => libraryUrl !== undefined && url.startsWith(libraryUrl);
  const foreign = frames.filter(({ url }) => !url.startsWith("node:") && !isOurs(url));
  const own = foreign.filter(({ url }) => !url.includes("/node_modules/"));
  return own.length > 0 ? own : foreign;
}

/** The innermost answer to each question: a handler knows more than the connection that called it. */
function activityOf(frames: readonly CapturedFrame[]): Activity {
  const activities = frames.map(({ activity }) => activity).filter((activity) => activity !== undefined);
  return Object.assign({}, ...activities.reverse());
}

/** Where Node calls what an application has asked for: `url function` of its own frames. */
const origins: readonly (readonly [pattern: RegExp, origin: string])[] = [
  [/^node:internal\/modules\//, "the evaluation of a module"],
  [/^node:internal\/timers listOnTimeout$/, "a timer"],
  [/^node:internal\/timers processImmediate$/, "a callback of setImmediate()"],
  [/ processTicksAndRejections$/, "what follows an await, or a callback of process.nextTick()"],
];

/** The innermost counts, since a timer's callback may evaluate a module. */
function originOf(frames: readonly CapturedFrame[]): string | undefined {
  for (const { url, functionName } of frames) {
    const found = origins.find(([pattern]) => pattern.test(`${url} ${functionName}`));
    if (found !== undefined) return found[1];
  }
  return undefined;
}
