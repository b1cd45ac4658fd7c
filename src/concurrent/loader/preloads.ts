import { libraryFolder } from "../thread-entry.ts";

const entries = new Set(["concurrent/index.js"]);

/**
 * Lets threads that are going to transform what they load begin with a part of this library that the program uses.
 *
 * @param entry - its file, from the folder of the compiled library
 */
export function preloadInThreads(entry: string): void {
  entries.add(entry);
}

/** The URLs of the parts of this library that the program uses. */
export function preloads(): string[] {
  const folder = libraryFolder();
  return folder === undefined ? [] : [...entries].map((entry) => new URL(entry, folder).href);
}
