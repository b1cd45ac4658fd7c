import type { LineFormat } from "../../base/log/internal.ts";

/** What another thread can read of the loop's thread at any time, also while that one is blocked. */
export interface PulseReading {
  /** When the loop last came round, in milliseconds of the system's monotonic clock. */
  readonly beatMs: number;
  /** How a line for standard error has to look; `undefined`: warnings are not wanted. */
  readonly format: LineFormat | undefined;
  /** Whether a debugger may hold the loop's thread. */
  readonly isDebugged: boolean;
  /** Whether the loop does nothing, so that it does not beat either. */
  readonly isResting: boolean;
}

// By the number that stands for it in the shared memory.
const formats: readonly (LineFormat | undefined)[] = [undefined, "json", "pretty", "colored"];

/** The heartbeat of the loop's thread in shared memory: one thread writes it, the other reads. */
export class Pulse {
  /** What the other thread needs to make its own `Pulse` of. */
  readonly memory: SharedArrayBuffer;
  readonly #beat: BigInt64Array;
  readonly #flags: Int32Array;

  /** @param memory - of the other thread's `Pulse`. Default: new */
  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(24)) {
    this.memory = memory;
    this.#beat = new BigInt64Array(memory, 0, 1);
    this.#flags = new Int32Array(memory, 8, 3);
  }

  /** On the loop's thread. @param reading - the state from now on */
  write({ beatMs, format, isDebugged, isResting }: PulseReading): void {
    Atomics.store(this.#flags, 0, formats.indexOf(format));
    Atomics.store(this.#flags, 1, isDebugged ? 1 : 0);
    Atomics.store(this.#flags, 2, isResting ? 1 : 0);
    Atomics.store(this.#beat, 0, BigInt(Math.round(beatMs * 1e6)));
  }

  /** On any thread. */
  read(): PulseReading {
    return {
      beatMs: Number(Atomics.load(this.#beat, 0)) / 1e6,
      format: formats[Atomics.load(this.#flags, 0)],
      isDebugged: Atomics.load(this.#flags, 1) === 1,
      isResting: Atomics.load(this.#flags, 2) === 1,
    };
  }
}

/** The system's monotonic clock in milliseconds: the same in all threads, unlike `performance.now()`. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
