let count = 0;

/** A name for the code of a template in stack traces, in the profiler and in reports of what blocks the loop. */
export function codeName(template: string): string {
  count++;
  return `typhoon-template:${count}/${encodeURIComponent(template)}`;
}

/**
 * Replaces the frames of a template's code in the stack of an error by where they come from, so that a reader finds
 * `page.html:3 (via base.html:1)` there.
 *
 * @param error - whatever was thrown
 * @param name - of the code
 * @param places - of each line of the code
 */
export function pointIntoTemplate(error: unknown, name: string, places: readonly string[]): void {
  if (!(error instanceof Error) || typeof error.stack !== "string" || !error.stack.includes(name)) return;
  const lines = error.stack.split("\n").map((frame) => placeOfFrame(frame, name, places));
  // An error may be frozen; then its stack stays as it is.
  Reflect.set(error, "stack", lines.join("\n"));
}

function placeOfFrame(frame: string, name: string, places: readonly string[]): string {
  const start = frame.indexOf(`${name}:`);
  if (start === -1 || !/^\s+at /.test(frame)) return frame;
  const line = Number.parseInt(frame.slice(start + name.length + 1), 10);
  return `    at ${places[line - 1] ?? name}`;
}
