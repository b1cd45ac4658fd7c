import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { genLog } from "../../base/log/index.ts";

/**
 * The files of one request on disk: in a folder of its own that only this user can enter, under names of our own.
 *
 * Nothing is made before the first file needs it.
 */
export class UploadFolder {
  readonly #parent: string;
  #folder: Promise<string> | undefined;
  #count = 0;

  /** @param parent - default: the system's folder for temporary files */
  constructor(parent: string = tmpdir()) {
    this.#parent = parent;
  }

  /** A new file, open for writing. */
  async create(): Promise<{ readonly path: string; readonly handle: FileHandle }> {
    this.#folder ??= mkdtemp(join(this.#parent, "typhoon-upload-"));
    const path = join(await this.#folder, String(++this.#count));
    return { path, handle: await open(path, "wx", 0o600) };
  }

  /** Deletes all that is still there; what cannot be deleted is logged, as nobody else could help it. */
  async remove(): Promise<void> {
    // One that could not be made has failed its request already.
    const folder = await this.#folder?.catch(() => undefined);
    if (folder === undefined) return;
    try {
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      genLog.error({ err: error }, `Cannot delete uploaded files in ${this.#parent}`);
    }
  }
}
