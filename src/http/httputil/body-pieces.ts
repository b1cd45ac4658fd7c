/** A few pieces are kept as they are: most bodies have one. */
const fewPieces = 16;
/** Beyond those, a piece smaller than this is copied, because a buffer of its own takes more memory than it holds. */
const smallPiece = 1024;
const blockSize = 16_384;
const noBlock = Buffer.alloc(0);

/** The pieces of a body until it is complete. A body that comes in chunks of one byte takes no more memory than others. */
export class BodyPieces {
  readonly #pieces: Buffer[] = [];
  /** Where small pieces are gathered; those from `#start` to `#end` are not yet in the list. */
  #block = noBlock;
  #start = 0;
  #end = 0;

  /** @param piece - not to be changed afterwards */
  add(piece: Buffer): void {
    if (this.#pieces.length < fewPieces || piece.length >= smallPiece) {
      this.#listGathered();
      this.#list(piece);
      return;
    }
    if (this.#end + piece.length > this.#block.length) this.#beginBlock();
    piece.copy(this.#block, this.#end);
    this.#end += piece.length;
  }

  /** All of them as one; a single piece is not copied. */
  join(): Buffer {
    this.#listGathered();
    const [only] = this.#pieces;
    return this.#pieces.length === 1 && only !== undefined ? only : Buffer.concat(this.#pieces);
  }

  /** A piece that lies behind the last one in memory makes it longer. */
  #list(piece: Buffer): void {
    const last = this.#pieces.at(-1);
    if (last === undefined || !isBehind(piece, last)) return void this.#pieces.push(piece);
    const length = last.length + piece.length;
    this.#pieces[this.#pieces.length - 1] = Buffer.from(last.buffer, last.byteOffset, length);
  }

  #beginBlock(): void {
    this.#listGathered();
    this.#block = Buffer.allocUnsafeSlow(blockSize);
    this.#start = 0;
    this.#end = 0;
  }

  /** What is left of the block stays in use. */
  #listGathered(): void {
    if (this.#start === this.#end) return;
    this.#pieces.push(this.#block.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}

/** Two small ones are told apart nevertheless: what they were cut from may be much larger than the body. */
function isBehind(piece: Buffer, last: Buffer): boolean {
  if (last.length < smallPiece && piece.length < smallPiece) return false;
  return piece.buffer === last.buffer && piece.byteOffset === last.byteOffset + last.length;
}
