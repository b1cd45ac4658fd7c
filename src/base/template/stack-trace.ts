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
 * @param awaitsAt - where the template waits: added to a stack that has nothing of the template
 */
export function pointIntoTemplate(
  error: unknown,
  name: string,
  places: readonly string[],
  awaitsAt?: string,
): void {
  if (!(error instanceof Error) || typeof error.stack !== "string") return;
  explain(error, name, places);
  const lines = error.stack.split("\n");
  // An error may be frozen; then its stack stays as it is.
  if (error.stack.includes(name)) {
    Reflect.set(error, "stack", lines.map((frame) => placeOfFrame(frame, name, places)).join("\n"));
  } else if (awaitsAt !== undefined) {
    Reflect.set(error, "stack", `${error.stack}\n    at ${awaitsAt}`);
  }
}

function placeOfFrame(frame: string, name: string, places: readonly string[]): string {
  const start = frame.indexOf(`${name}:`);
  if (start === -1 || !/^\s+at /.test(frame)) return frame;
  const line = Number.parseInt(frame.slice(start + name.length + 1), 10);
  return `    at ${places[line - 1] ?? name}`;
}

/** The engine's own words for what is wrong in the code that was made of a template. */
function explain(error: Error, name: string, places: readonly string[]): void {
  if (
    !(error instanceof TypeError) ||
    !/_tt_|^\.for is not|^undefined is not a function$/.test(error.message)
  )
    return;
  const before = error.message;
  if (!/_tt_modules\./.test(before) && !error.stack?.split("\n", 2)[1]?.includes(name)) return;
  const line = Number.parseInt(error.stack?.split(`${name}:`, 2)[1] ?? "", 10);
  const place = places[line - 1] ?? "the template";
  const module = /_tt_modules\.([\w$]+)/.exec(before)?.[1];
  const message = module === undefined ? valueMessage(before, place) : missingModule(module, place);
  Reflect.set(error, "stack", error.stack?.replace(before, message));
  Reflect.set(error, "message", message);
}

function missingModule(module: string, place: string): string {
  return `Cannot use module ${module} because there is none of that name, in ${place}: add it to uiModules`;
}

function valueMessage(engine: string, place: string): string {
  return /_tt_.* is not a function$/s.test(engine)
    ? `Cannot apply a value because it is no function, in ${place}: write {% apply name %}`
    : `Cannot take a value of the loop apart because it is no list, in ${place}`;
}
