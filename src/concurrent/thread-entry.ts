import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ownModule } from "./call-site.ts";

/** Where a thread of this library begins. */
export interface ThreadEntry {
  readonly url: URL;
  /** Whether that is the application's bundle, which has swallowed our entry file. */
  readonly isBundled: boolean;
  /** The folder of this library's compiled files; in a bundle they have none of their own. */
  readonly libraryFolder: URL | undefined;
}

/**
 * Where a thread begins: our own entry file, or in a bundle the bundle itself.
 *
 * @param path - of the entry file, from the folder of the compiled library
 */
export function threadEntry(path: string): ThreadEntry {
  const here = ownModule();
  const libraryFolder = new URL("../", here);
  const url = new URL(path, libraryFolder);
  return existsSync(fileURLToPath(url))
    ? { url, isBundled: false, libraryFolder }
    : { url: new URL(here), isBundled: true, libraryFolder: undefined };
}
