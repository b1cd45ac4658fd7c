import { fileURLToPath } from "node:url";
import { shownValue } from "./shown-value.ts";
import type { ValueRule } from "./value-rule.ts";

/** A place in the file system; text that begins with `file:` is a URL too, as `import.meta.resolve` gives it. */
export const pathOrFileUrl: ValueRule = {
  expected: "a path or a file: URL",
  accepts: (value) =>
    typeof value === "string" ? value !== "" : value instanceof URL && value.protocol === "file:",
};

/**
 * The path of a file or folder that may be named by a URL.
 *
 * @param name - of the option, for the message
 * @param place - a path, which stays as it is, or a `file:` URL as of `new URL("static/", import.meta.url)`
 * @throws {TypeError} if it is neither
 */
export function filePathOf(name: string, place: string | URL): string {
  if (typeof place === "string" && place !== "" && !place.startsWith("file:")) return place;
  if (!pathOrFileUrl.accepts(place)) {
    throw new TypeError(
      `Cannot use ${name} because it must be a path or a file: URL: current value is ${shownPlace(place)}`,
    );
  }
  return fileURLToPath(place);
}

function shownPlace(place: unknown): string {
  return place instanceof URL ? shownValue(place.href) : shownValue(place);
}
