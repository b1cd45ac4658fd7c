import { formatPlace, type SourceLine, type StallFindings } from "./stall.ts";

const advice = "move it off the loop with unblock() or an executor of typhoon/concurrent";

// A stack says where the time goes in its first frames; the rest is the framework's way to the handler.
const maxFrames = 8;

/** Of a stall that lasts: `Event loop blocked for 312 ms so far at src/login.ts:12:10 (hash), in GET /login …`. */
export function ongoingStallMessage(forMs: number, findings: StallFindings, leftOut: number): string {
  return `Event loop blocked for ${Math.round(forMs)} ms so far ${describe(findings)}${leftOutNote(leftOut)}${stackText(findings)}`;
}

/** Of a stall in which no JavaScript runs at all, so that there is no stack to be had. */
export function nativeStallMessage(forMs: number, leftOut: number): string {
  return (
    `Event loop blocked for ${Math.round(forMs)} ms so far in a call that runs no JavaScript, ` +
    `such as a synchronous function of node:fs, node:crypto or node:zlib: its line follows when it returns${leftOutNote(leftOut)}`
  );
}

/** What a line about a stall says in fields, for programs that read the log. */
export interface StallFields {
  readonly blockedMs: number;
  readonly at?: string;
  readonly request?: string;
  readonly handler?: string;
}

/** @returns the fields of what is known */
export function stallFields(
  durationMs: number,
  { line, request, handler }: Partial<StallFindings>,
): StallFields {
  return {
    blockedMs: Math.round(durationMs),
    ...(line && { at: formatPlace(line) }),
    ...(request !== undefined && { request }),
    ...(handler !== undefined && { handler }),
  };
}

/** Of a stall that is over. */
export function finishedStallMessage(durationMs: number, findings: StallFindings): string {
  return `Event loop was blocked for ${Math.round(durationMs)} ms ${describe(findings)}`;
}

function describe({ line, request, handler, origin }: StallFindings): string {
  const where = line === undefined ? "at an unknown line" : `at ${namedPlace(line)}`;
  const known = [request, handler].filter((part) => part !== undefined);
  const what = known.length > 0 ? known.join(", ") : (origin ?? "");
  return `${where}${what === "" ? "" : `, in ${what}`}: ${advice}`;
}

function namedPlace(line: SourceLine): string {
  return line.functionName === "" ? formatPlace(line) : `${formatPlace(line)} (${line.functionName})`;
}

function leftOutNote(leftOut: number): string {
  return leftOut === 0 ? "" : `. Stalls before this one that were not reported, being too many: ${leftOut}`;
}

function stackText({ stack }: StallFindings): string {
  return stack
    .slice(0, maxFrames)
    .map((line) => `\n    at ${frameText(line)}`)
    .join("");
}

function frameText(line: SourceLine): string {
  return line.functionName === "" ? formatPlace(line) : `${line.functionName} (${formatPlace(line)})`;
}
