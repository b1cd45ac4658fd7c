import { createHash, hash } from "node:crypto";
import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { ByteRange } from "../../http/httputil/internal.ts";
import { HTTPError } from "../handler/index.ts";

/** The largest content that is kept in memory, and read at once. */
const mostKept = 32_768;
/** Of larger files the tag is made of size and time: to hash them would let the first client wait. */
const mostHashed = 1_048_576;
const pieceSize = 65_536;

// A pipe, or a device, that took the place of a file must not hold the thread that opens it. Windows has neither flag.
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** A file, or a folder, as it was when it was looked up: with another size or another time it is another one. */
export class KnownFile {
  /** The path by which it was asked for. */
  readonly path: string;
  /** The same without symbolic links. */
  readonly realPath: string;
  readonly #stats: BigIntStats;
  #content: Promise<Buffer> | undefined;
  #digest: Promise<string> | undefined;

  /**
   * @param path - absolute
   * @param realPath - the same without symbolic links
   * @param stats - what it was found to be
   */
  constructor(path: string, realPath: string, stats: BigIntStats) {
    this.path = path;
    this.realPath = realPath;
    this.#stats = stats;
  }

  /** Whether it is a regular file: no folder, pipe, socket or device. */
  get isFile(): boolean {
    return this.#stats.isFile();
  }

  get isFolder(): boolean {
    return this.#stats.isDirectory();
  }

  /** In bytes. */
  get size(): number {
    return Number(this.#stats.size);
  }

  get modified(): Date {
    return this.#stats.mtime;
  }

  /** Whether nothing has happened to it since. */
  isAs(stats: BigIntStats): boolean {
    return this.#hasContentOf(stats) && this.#stats.ctimeNs === stats.ctimeNs;
  }

  /** SHA-512 of the content, in hexadecimal; computed once, in pieces between which the loop is free. */
  digest(): Promise<string> {
    this.#digest ??= this.#hash().catch((error) => {
      this.#digest = undefined;
      throw error;
    });
    return this.#digest;
  }

  /** The strong entity tag: of the digest, unless the file is so large that size and time have to do. */
  async etag(): Promise<string> {
    if (this.size <= mostHashed) return `"${await this.digest()}"`;
    return `"${this.#stats.size.toString(16)}-${this.#stats.mtimeNs.toString(16)}"`;
  }

  /**
   * The pieces of a part of the content. The file is open from the first to the last of them, or until nobody wants more.
   *
   * @throws {HTTPError} 404 if it is gone or another one; 500 if that happens while it is read
   */
  async *read({ start, end }: ByteRange): AsyncGenerator<Buffer, void> {
    if (this.size > mostKept) return yield* this.#readPieces({ start, end });
    const content = await this.#kept();
    if (end > start) yield content.subarray(start, end);
  }

  /** Its name, by contrast, may be gone: what is open can still be read. */
  #hasContentOf({ dev, ino, size, mtimeNs }: BigIntStats): boolean {
    const own = this.#stats;
    return own.dev === dev && own.ino === ino && own.size === size && own.mtimeNs === mtimeNs;
  }

  async #hash(): Promise<string> {
    if (this.size <= mostKept) return hash("sha512", await this.#kept());
    const digest = createHash("sha512");
    for await (const piece of this.#readPieces({ start: 0, end: this.size })) digest.update(piece);
    return digest.digest("hex");
  }

  #kept(): Promise<Buffer> {
    this.#content ??= this.#readWhole().catch((error) => {
      this.#content = undefined;
      throw error;
    });
    return this.#content;
  }

  async #readWhole(): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.#readPieces({ start: 0, end: this.size })) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *#readPieces({ start, end }: ByteRange): AsyncGenerator<Buffer, void> {
    const handle = await this.#open();
    try {
      for (let position = start; position < end; ) {
        const wanted = Math.min(pieceSize, end - position);
        // Not from Node's pool: a piece waits in a socket for as long as its client likes.
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(wanted), 0, wanted, position);
        position += bytesRead;
        // Before the last piece is out the client can still see that what it has is not one file.
        const isLast = bytesRead === 0 || position === end;
        if (isLast && !this.#hasContentOf(await handle.stat({ bigint: true }))) throw this.#changed();
        if (bytesRead === 0) throw this.#changed();
        yield bytesRead === wanted ? buffer : buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  async #open(): Promise<FileHandle> {
    const handle = await open(this.realPath, readOnly).catch((error) => {
      throw httpErrorOf(error, this.path);
    });
    const isSame = await handle.stat({ bigint: true }).then((stats) => this.isAs(stats));
    if (isSame) return handle;
    await handle.close();
    throw new HTTPError(404, `${this.path} was replaced while it was opened`);
  }

  #changed(): HTTPError {
    return new HTTPError(500, `${this.path} was changed while it was read`);
  }
}

/** What a client is told of a file that cannot be looked at. */
export function httpErrorOf(error: unknown, path: string): unknown {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
    case "ELOOP":
    case "EINVAL":
      return new HTTPError(404);
    case "EACCES":
    case "EPERM":
      return new HTTPError(403, `${path} may not be read by this process`);
    default:
      return error;
  }
}
