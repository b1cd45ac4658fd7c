/** More than a worker holds tasks; if the pool is behind for so many all the same, others go as messages. */
const places = 256;
/** A longer string costs as much as a message. */
const longestString = 64;

/** A place has a call's id, how long it ran, the kind of its value, the value if that is a number; then characters. */
const numbersOfPlace = 4;
const doublesOfPlace = numbersOfPlace + longestString / 4;
const charactersOfPlace = doublesOfPlace * 4;

/** What is not a string of so many characters. */
const kinds = { undefined: -1, null: -2, false: -3, true: -4, number: -5 };

const [writtenAt, readAt, attentionAt, ints] = [0, 1, 2, 4];
const [asleep, awake] = [0, 1];

/** Takes one result. */
export type TakeResult = (id: number, value: unknown, runMs: number) => void;

/**
 * A ring in shared memory for the results of a worker that are a number, a short string, a boolean, `null` or
 * `undefined`: to write and to read one costs a hundredth of a message.
 *
 * A message must wake the pool only if it does not look anyway: whoever writes the first result since the pool has
 * looked sends one, and what comes until it looks again goes with that. A result that is written is there also if the
 * worker dies in the next moment.
 */
export class SharedResults {
  /** The memory to share with the other side. */
  readonly shared: SharedArrayBuffer;
  readonly #ints: Int32Array;
  readonly #doubles: Float64Array;
  readonly #characters: Uint16Array;

  /** @param shared - the memory of the other side. Default: new memory */
  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(ints * 4 + places * doublesOfPlace * 8)) {
    this.shared = shared;
    this.#ints = new Int32Array(shared, 0, ints);
    this.#doubles = new Float64Array(shared, ints * 4);
    this.#characters = new Uint16Array(shared, ints * 4);
  }

  /** The worker writes a result. @returns `false` if there is no place for it, or for values of its kind */
  put(id: number, value: unknown, runMs: number): boolean {
    const kind = kindOf(value);
    if (kind === undefined) return false;
    const written = Atomics.load(this.#ints, writtenAt);
    if (((written - Atomics.load(this.#ints, readAt)) | 0) >= places) return false;
    const place = (written & (places - 1)) * doublesOfPlace;
    this.#doubles[place] = id;
    this.#doubles[place + 1] = runMs;
    this.#doubles[place + 2] = kind;
    if (typeof value === "number") this.#doubles[place + 3] = value;
    else if (typeof value === "string") this.#putString(written & (places - 1), value);
    Atomics.store(this.#ints, writtenAt, (written + 1) | 0);
    return true;
  }

  /** The worker has written. @returns whether it has to send a message, because the pool would not see the result */
  mustWake(): boolean {
    return Atomics.compareExchange(this.#ints, attentionAt, asleep, awake) === asleep;
  }

  /** The pool says whether it will look again without a message; if not, it looks once more after this. */
  willLook(isLooking: boolean): void {
    Atomics.store(this.#ints, attentionAt, isLooking ? awake : asleep);
  }

  /** @returns how far the worker has written: for `take` */
  written(): number {
    return Atomics.load(this.#ints, writtenAt);
  }

  /** The pool takes results. @param end - of `written()` */
  take(end: number, takeResult: TakeResult): void {
    for (let read = Atomics.load(this.#ints, readAt); read !== end; read = (read + 1) | 0) {
      const place = (read & (places - 1)) * doublesOfPlace;
      const [id = 0, runMs = 0] = [this.#doubles[place], this.#doubles[place + 1]];
      const value = this.#valueAt(read & (places - 1));
      Atomics.store(this.#ints, readAt, (read + 1) | 0);
      takeResult(id, value, runMs);
    }
  }

  #putString(place: number, value: string): void {
    const start = place * charactersOfPlace + numbersOfPlace * 4;
    for (let index = 0; index < value.length; index++) {
      this.#characters[start + index] = value.charCodeAt(index);
    }
  }

  #valueAt(place: number): unknown {
    const at = place * doublesOfPlace;
    const kind = this.#doubles[at + 2] ?? 0;
    if (kind === kinds.number) return this.#doubles[at + 3];
    if (kind >= 0) return this.#stringAt(place, kind);
    if (kind === kinds.undefined) return undefined;
    return kind === kinds.null ? null : kind === kinds.true;
  }

  #stringAt(place: number, length: number): string {
    const start = place * charactersOfPlace + numbersOfPlace * 4;
    return String.fromCharCode(...this.#characters.subarray(start, start + length));
  }
}

function kindOf(value: unknown): number | undefined {
  switch (typeof value) {
    case "number":
      return kinds.number;
    case "string":
      return value.length <= longestString ? value.length : undefined;
    case "undefined":
      return kinds.undefined;
    case "boolean":
      return value ? kinds.true : kinds.false;
    default:
      return value === null ? kinds.null : undefined;
  }
}
