import type { Call } from "./call.ts";
import { hasTaskListeners } from "./executor-channels.ts";
import { functionName } from "./function-name.ts";
import { FunctionStats } from "./function-stats.ts";
import type { TaskRef } from "./task.ts";

/** A call that is done in this time is not worth a message of its own. */
const shortRunMs = 0.2;
/** So many calls have to be seen before a function is trusted to be short. */
const trustedRuns = 8;
/** How much the newest call counts in the mean of the short ones. */
const newestWeight = 1 / 8;
/** How much it counts in the share of the long ones; a processor's other work makes some calls look long. */
const newestShareWeight = 1 / 256;
const greatestLongShare = 0.0075;
/** Of a short function every so many calls are measured: to measure costs a tenth of such a call. */
const sampleEvery = 32;
/** A worker that turns out to be held up has at most this much work ahead of it. */
const sentAheadMs = 1;

/** How long the calls of one function take. */
export class FunctionProfile {
  /** Whether a call of it has thrown. */
  hasFailed = false;
  /** What is counted and measured of its calls. */
  readonly stats = new FunctionStats();
  readonly #ref: TaskRef;
  #name: string | undefined;
  #calls = 0;
  /** How many of its calls may run at a time, if not any number. */
  readonly maxConcurrency: number | undefined;
  #runs = 0;
  #meanRunMs = 0;
  #longShare = 0;

  constructor(ref: TaskRef, maxConcurrency?: number) {
    this.#ref = ref;
    this.maxConcurrency = maxConcurrency;
  }

  /** `module:line name`. */
  get name(): string {
    this.#name ??= functionName(this.#ref);
    return this.#name;
  }

  /** Whether the next call is to be measured. */
  samples(): boolean {
    return this.#calls++ % sampleEvery === 0 || !this.isShort || hasTaskListeners();
  }

  /** Whether its calls are nearly always so short that several may be sent to a worker at once. */
  get isShort(): boolean {
    return this.#runs >= trustedRuns && this.#meanRunMs < shortRunMs && this.#longShare < greatestLongShare;
  }

  /** Whether its calls are so short, and have succeeded so far, that their callers need not be noted. */
  get isHarmless(): boolean {
    return this.isShort && !this.hasFailed;
  }

  /** How many of its calls a worker may hold: no more than it does in about a millisecond. */
  get sentAhead(): number {
    return this.isShort ? 1 + Math.floor(sentAheadMs / Math.max(this.#meanRunMs, 0.001)) : 1;
  }

  /** A call has ended. */
  record(runMs: number): void {
    const isLong = runMs > shortRunMs;
    this.#longShare += ((isLong ? 1 : 0) - this.#longShare) * newestShareWeight;
    // Until it is trusted every call counts; then the long ones count in their share.
    if (isLong && this.#runs >= trustedRuns) return;
    this.#runs++;
    this.#meanRunMs += (runMs - this.#meanRunMs) * (this.#runs === 1 ? 1 : newestWeight);
  }
}

/** Profiles of all functions that a pool runs. */
export class FunctionProfiles {
  readonly #profiles = new Map<string, FunctionProfile>();

  /** @returns all of them */
  values(): Iterable<FunctionProfile> {
    return this.#profiles.values();
  }

  of({ ref, maxConcurrency }: Call): FunctionProfile {
    const key = nameOf(ref);
    const known = this.#profiles.get(key);
    if (known !== undefined) return known;
    const profile = new FunctionProfile(ref, maxConcurrency);
    this.#profiles.set(key, profile);
    return profile;
  }
}

function nameOf(ref: TaskRef): string {
  if (ref.kind === "function") return ref.key;
  if (ref.kind === "method") return `${ref.fingerprint}.${ref.method}`;
  return `${ref.parent} ${ref.specifier} ${ref.path.join(".")}`;
}
