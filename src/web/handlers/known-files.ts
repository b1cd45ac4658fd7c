import { realpath, stat } from "node:fs/promises";
import { httpErrorOf, KnownFile } from "./known-file.ts";

const mostRemembered = 1_000;
/** A file may change twice within one tick of its file system's clock, which is up to two seconds. */
const settledAfterMs = 2_000;

/** Files that were asked for lately: as long as nothing happens to them, their content, digest and real path are known. */
export class KnownFiles {
  readonly #files = new Map<string, KnownFile>();

  /**
   * Looks a file or folder up; of one that is known and unchanged, that is all that the disk is asked.
   *
   * @param path - absolute
   * @throws {HTTPError} 404 if there is nothing, 403 if it must not be looked at
   */
  async lookUp(path: string): Promise<KnownFile> {
    try {
      const stats = await stat(path, { bigint: true });
      const known = this.#files.get(path);
      if (known?.isAs(stats)) return known;
      const file = new KnownFile(path, await realpath(path), stats);
      this.#files.delete(path);
      if (Date.now() - stats.mtime.getTime() > settledAfterMs) this.#remember(file);
      return file;
    } catch (error) {
      throw httpErrorOf(error, path);
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#files.clear();
  }

  /** The one that was remembered first makes room. */
  #remember(file: KnownFile): void {
    const [oldest] = this.#files.keys();
    if (this.#files.size >= mostRemembered && oldest !== undefined) this.#files.delete(oldest);
    this.#files.set(file.path, file);
  }
}

/** Those of this thread: what they hold is true whoever asks. */
export const knownFiles: KnownFiles = new KnownFiles();
