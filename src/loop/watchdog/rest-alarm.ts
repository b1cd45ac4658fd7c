import { type AsyncHook, createHook } from "node:async_hooks";
import { loopRest } from "../../concurrent/internal.ts";

/** Notices that a loop at rest has something to do. */
export interface Alarm {
  /** Whether it rings before whatever happens; else some things are noticed only when their callback has run. */
  readonly isComplete: boolean;
  /** @param ring - called once, as early as possible; with `true` when it may be late */
  set(ring: (isLate: boolean) => void): void;
  /** It does not ring any more. */
  clear(): void;
  /** Does not ring at the present turn of the loop. */
  sleepOn(): void;
}

/**
 * Notices the first thing that happens, without a timer and without a thread.
 *
 * Where hooks can leave promises alone, one that runs before any callback is all it takes. A hook that cannot makes
 * every later `await` of the process slower, so elsewhere there are two ways: this library's own connections and
 * workers ring themselves, see `loopRest`; and an immediate without a reference lets the loop sleep, and runs when it
 * has woken, before its timers, though after the callbacks of sockets and files.
 */
export class RestAlarm implements Alarm {
  readonly #hook: AsyncHook | undefined = canSkipPromises()
    ? beforeAnyCallback(() => this.#ring(false))
    : undefined;
  #onRing: ((isLate: boolean) => void) | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #isTurnIgnored = false;

  get isComplete(): boolean {
    return this.#hook !== undefined;
  }

  set(ring: (isLate: boolean) => void): void {
    this.#onRing = ring;
    if (this.#hook !== undefined) this.#hook.enable();
    else this.#watch();
  }

  clear(): void {
    this.#onRing = undefined;
    loopRest.isOn = false;
    this.#hook?.disable();
    clearImmediate(this.#immediate);
    this.#isTurnIgnored = false;
  }

  sleepOn(): void {
    this.#isTurnIgnored = true;
  }

  #watch(): void {
    loopRest.isOn = true;
    loopRest.end = () => this.#ring(false);
    this.#watchTurn();
  }

  #watchTurn(): void {
    this.#immediate = setImmediate(() => this.#turn()).unref();
  }

  #turn(): void {
    if (!this.#isTurnIgnored) this.#ring(true);
    else if (this.#onRing !== undefined) this.#watchTurn();
    this.#isTurnIgnored = false;
  }

  #ring(isLate: boolean): void {
    const onRing = this.#onRing;
    if (onRing === undefined) return;
    this.clear();
    onRing(isLate);
  }
}

function beforeAnyCallback(before: () => void): AsyncHook {
  const callbacks = { trackPromises: false, before };
  return createHook(callbacks);
}

/** Whether this Node knows hooks that leave promises alone: one that does reads the option. */
function canSkipPromises(): boolean {
  let isRead = false;
  const callbacks = {
    before() {},
    get trackPromises() {
      isRead = true;
      return false;
    },
  };
  createHook(callbacks);
  return isRead;
}
