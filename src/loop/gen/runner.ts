import {
  chainFuture,
  Future,
  futureSetExceptionUnlessCancelled,
  futureSetResultUnlessCancelled,
} from "../../concurrent/index.ts";
import { isThenable } from "../../concurrent/internal.ts";
import { onNextTurn } from "../ioloop/internal.ts";
import { moment } from "./moment.ts";
import { Return } from "./return.ts";

/**
 * Runs a generator as a coroutine, its first step right here.
 *
 * @param convert - makes the future to wait for out of what was yielded; what it throws goes into the generator
 * @returns the outcome; cancelling it does not stop the generator
 */
export function runGenerator(
  generator: Generator<unknown>,
  convert: (yielded: unknown) => Future<unknown>,
): Future<unknown> {
  const runner = new Runner(generator, convert);
  runner.resume(moment);
  return runner.outcome;
}

/** Gives `outcome` a coroutine's result; a promise is waited for, as in an `async` function. */
export function finishWith(outcome: Future<unknown>, result: unknown): void {
  if (isThenable(result)) chainFuture(result, outcome);
  else futureSetResultUnlessCancelled(outcome, result);
}

/** Ends `outcome` with what a coroutine threw. */
export function finishThrown(outcome: Future<unknown>, thrown: unknown): void {
  if (thrown instanceof Return) finishWith(outcome, thrown.value);
  else futureSetExceptionUnlessCancelled(outcome, thrown);
}

class Runner {
  readonly outcome = new Future<unknown>();
  readonly #generator: Generator<unknown>;
  readonly #convert: (yielded: unknown) => Future<unknown>;

  constructor(generator: Generator<unknown>, convert: (yielded: unknown) => Future<unknown>) {
    this.#generator = generator;
    this.#convert = convert;
  }

  /** Goes on with the outcome of `waited` until the generator has to wait again, or ends. Never throws. */
  resume(waited: Future<unknown>): void {
    let next: Future<unknown> | undefined = waited;
    try {
      // What is done already costs no turn, as in Tornado; the moment is there to cost one.
      do next = this.#step(next);
      while (next?.done() && next !== moment);
    } catch (thrown) {
      finishThrown(this.outcome, thrown);
      return;
    }
    if (next) this.#resumeAfter(next);
  }

  #step(waited: Future<unknown>): Future<unknown> | undefined {
    const step = stepWith(this.#generator, waited);
    if (!step.done) return this.#futureOf(step.value);
    finishWith(this.outcome, step.value);
    return undefined;
  }

  #futureOf(yielded: unknown): Future<unknown> {
    try {
      return this.#convert(yielded);
    } catch (error) {
      const failed = new Future<unknown>();
      failed.setException(error);
      return failed;
    }
  }

  // Promises and the loop both bring back the asynchronous context of this moment, so yield keeps what it set.
  #resumeAfter(waited: Future<unknown>): void {
    const resume = () => this.resume(waited);
    if (waited === moment) onNextTurn(resume);
    else waited.then(resume, resume);
  }
}

function stepWith(generator: Generator<unknown>, waited: Future<unknown>): IteratorResult<unknown, unknown> {
  let value: unknown;
  try {
    value = waited.result();
  } catch (error) {
    return generator.throw(error);
  }
  return generator.next(value);
}
