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
  const folder = libraryFolder();
  if (folder === undefined) return { url: new URL(ownModule()), isBundled: true, libraryFolder: undefined };
  return { url: new URL(path, folder), isBundled: false, libraryFolder: folder };
}

/** The folder of this library's compiled files; `undefined` in an application's bundle, which has swallowed them. */
export function libraryFolder(): URL | undefined {
  // Its files are chunks beside the folders of the layers, or as they were compiled in the folder of this one.
  const folder = new URL("../", ownModule());
  return existsSync(fileURLToPath(new URL("concurrent/worker/thread-main.js", folder))) ? folder : undefined;
}
