import type { FileHandle } from "node:fs/promises";
import { BodyPieces } from "./body-pieces.ts";
import { addValue, emptyForm, type Form } from "./form.ts";
import type { FormLimits } from "./form-limits.ts";
import { HTTPFile } from "./http-file.ts";
import { MultipartParser } from "./multipart-parser.ts";
import type { PartHead } from "./part-head.ts";
import { UploadFolder } from "./upload-folder.ts";

/** The part that is arriving. */
interface OpenPart {
  readonly head: PartHead;
  /** What is in memory. */
  readonly pieces: BodyPieces;
  size: number;
  onDisk: { readonly path: string; readonly handle: FileHandle } | undefined;
}

/**
 * Gathers a multipart form while it arrives: fields and small files in memory, files beyond a size on disk.
 *
 * As long as nothing goes to disk, nothing is asynchronous.
 */
export class FormReader {
  /** What has arrived so far. */
  readonly form: Form = emptyForm();
  readonly #limits: FormLimits;
  readonly #hold: (bytes: number) => void;
  readonly #parser: MultipartParser;
  readonly #folder: UploadFolder;
  #part: OpenPart | undefined;
  /** What is being written to disk. */
  #writing: Promise<void> | undefined;
  #isDiscarded = false;

  /** @param hold - called with the number of bytes that are to stay in memory, before they do */
  constructor(boundary: string, limits: FormLimits, hold: (bytes: number) => void = () => {}) {
    this.#limits = limits;
    this.#hold = hold;
    this.#parser = new MultipartParser(boundary, limits);
    this.#folder = new UploadFolder(limits.spoolFolder);
  }

  /**
   * Takes a piece of the form.
   *
   * @returns a promise if it is being written to disk: no other piece may come before it is settled
   * @throws {HTTPInputError} 400 if the form is malformed, 413 if it is beyond a limit
   */
  write(chunk: Buffer): Promise<void> | undefined {
    this.#parser.push(chunk);
    const writing = this.#advance();
    if (writing === undefined) return undefined;
    this.#writing = writing.finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  /**
   * The form has wholly arrived.
   *
   * @throws {HTTPInputError} if it ends before its final boundary
   */
  end(): void {
    this.#parser.end();
  }

  /** Deletes what is on disk, also what is just being written. */
  async discard(): Promise<void> {
    this.#isDiscarded = true;
    await this.#writing?.catch(() => {});
    await this.#part?.onDisk?.handle.close();
    this.#part = undefined;
    await this.#folder.remove();
  }

  /** Goes on until there is something to wait for. */
  #advance(): Promise<void> | undefined {
    for (let event = this.#parser.next(); event !== undefined; event = this.#parser.next()) {
      if (event.type === "part") {
        this.#part = { head: event.head, pieces: new BodyPieces(), size: 0, onDisk: undefined };
        continue;
      }
      const writing = event.type === "data" ? this.#gather(event.data) : this.#endPart();
      if (writing !== undefined) return this.#goOnAfter(writing);
    }
    return undefined;
  }

  async #goOnAfter(writing: Promise<void>): Promise<void> {
    await writing;
    if (!this.#isDiscarded) await this.#advance();
  }

  #gather(data: Buffer): Promise<void> | undefined {
    const part = this.#part;
    if (part === undefined) return undefined;
    part.size += data.length;
    if (part.head.filename !== undefined && part.size > this.#limits.spoolAbove)
      return this.#spool(part, data);
    this.#hold(data.length);
    part.pieces.add(data);
    return undefined;
  }

  async #spool(part: OpenPart, data: Buffer): Promise<void> {
    if (part.onDisk === undefined) {
      part.onDisk = await this.#folder.create();
      await part.onDisk.handle.writeFile(part.pieces.join());
    }
    await part.onDisk.handle.writeFile(data);
  }

  #endPart(): Promise<void> | undefined {
    const part = this.#part;
    this.#part = undefined;
    if (part === undefined) return undefined;
    const { head, pieces, size, onDisk } = part;
    const body = onDisk === undefined ? withoutSurroundings(pieces.join()) : undefined;
    const { name, filename, contentType } = head;
    if (filename !== undefined) {
      addValue(
        this.form.files,
        name,
        new HTTPFile({ filename, contentType, body, path: onDisk?.path, size }),
      );
    } else if (body !== undefined) addValue(this.form.arguments, name, body);
    return onDisk?.handle.close();
  }
}

/** A short value that was cut from a long piece of the body would keep all of that in memory. */
function withoutSurroundings(value: Buffer): Buffer {
  return 2 * value.length < value.buffer.byteLength ? Buffer.from(value) : value;
}
