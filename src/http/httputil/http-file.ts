import { createReadStream } from "node:fs";
import { copyFile, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";

/** What an {@link HTTPFile} is made of: plain values, which can travel to a worker. */
export interface HTTPFileInit {
  readonly filename: string;
  /** Default: `application/unknown`. */
  readonly contentType?: string | undefined;
  /** The content, if it is in memory; otherwise `path` and `size`. */
  readonly body?: Buffer | undefined;
  readonly path?: string | undefined;
  readonly size?: number | undefined;
}

/**
 * A file of a multipart form, in memory or, beyond the setting `forms.spoolAbove`, on disk.
 *
 * A file on disk is deleted when `onFinish` has ended, whatever became of the request; `moveTo` keeps it.
 *
 * @example
 * ```ts
 * import { RequestHandler } from "typhoon/web";
 *
 * class Photos extends RequestHandler {
 *   override async post() {
 *     for (const file of this.request.files.get("photo") ?? []) {
 *       await file.moveTo(`/srv/photos/${crypto.randomUUID()}`);   // never a path made of file.filename
 *     }
 *   }
 * }
 * ```
 * @see tornado.httputil.HTTPFile
 */
export class HTTPFile {
  /** The name that the client gives it: text of a stranger, which may hold `../`, so never a path. */
  readonly filename: string;
  /** The type that the client gives it, unchecked. */
  readonly contentType: string;
  /** How many bytes it has. */
  readonly size: number;
  readonly #body: Buffer | undefined;
  #path: string | undefined;

  /** @param init - name, type and content */
  constructor(init: HTTPFileInit) {
    this.filename = init.filename;
    this.contentType = init.contentType ?? "application/unknown";
    this.size = init.body?.length ?? init.size ?? 0;
    this.#body = init.body;
    this.#path = init.path;
  }

  /** Where the file is on disk; `undefined` while it is in memory. */
  get path(): string | undefined {
    return this.#path;
  }

  /**
   * The content of a file in memory.
   *
   * @throws {TypeError} if it is on disk
   */
  get body(): Buffer {
    if (this.#body !== undefined) return this.#body;
    throw new TypeError("Cannot use body as the file is on disk: use bytes(), stream() or path");
  }

  /** The whole content, wherever it is. */
  async bytes(): Promise<Buffer> {
    return this.#body ?? (await readFile(this.#pathOnDisk()));
  }

  /** The content piece by piece, wherever it is. */
  stream(): Readable {
    // As one chunk: from the buffer itself, a stream would make numbers.
    return this.#body === undefined ? createReadStream(this.#pathOnDisk()) : Readable.from([this.#body]);
  }

  /**
   * Keeps the file: it is moved there, replacing what is there, and not deleted with the request.
   *
   * @param path - of the application's choice, never made of `filename`; its mode is 0600
   * @throws the error of `node:fs` if the file cannot be there
   */
  async moveTo(path: string): Promise<void> {
    if (this.#body !== undefined) await writeFile(path, this.#body, { mode: 0o600 });
    else await move(this.#pathOnDisk(), path);
    this.#path = path;
  }

  /** Friends only: what another object of this class is made of. */
  toInit(): HTTPFileInit {
    const { filename, contentType, size } = this;
    return { filename, contentType, size, body: this.#body, path: this.#path };
  }

  #pathOnDisk(): string {
    if (this.#path !== undefined) return this.#path;
    throw new TypeError("Cannot read a file that is neither in memory nor on disk");
  }
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    await copyFile(from, to);
    await unlink(from);
  }
}
