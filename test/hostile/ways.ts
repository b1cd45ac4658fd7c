import { type Executor, transfer } from "typhoon/concurrent";
import { build, type Recipe } from "./recipe.ts";
import {
  callBack,
  Holder,
  makeResult,
  rejectWithIt,
  take,
  throwBeneath,
  throwIt,
  yieldAndThrow,
  yieldIt,
} from "./tasks.ts";

/** One way into a worker or out of it. */
export interface Way {
  /** Makes a call with the value of the recipe on that way. */
  go(executor: Executor, recipe: Recipe): PromiseLike<unknown>;
  /** Whether the call fails with what the recipe makes, so that any error is right. */
  readonly throwsIt?: boolean;
}

async function drain(values: AsyncIterable<unknown>): Promise<unknown[]> {
  const drained: unknown[] = [];
  for await (const value of values) drained.push(value);
  return drained;
}

/** A value that stands in a stream arrives, or the stream ends at its place. */
async function drainWithoutGap(values: AsyncIterable<unknown>): Promise<void> {
  let last: unknown;
  for await (const value of values) {
    if (last === "before" && value === "after") throw new Error("a value is missing in the stream");
    last = value;
  }
}

export const ways: Readonly<Record<string, Way>> = {
  argument: { go: (executor, recipe) => executor.submit(take, build(recipe)) },
  "argument after others": { go: (executor, recipe) => executor.submit(take, {}, [build(recipe)], 1) },
  "queued argument": {
    async go(executor, recipe) {
      const others = Array.from({ length: 3 }, () => executor.submit(take, 1));
      const queued = executor.submit(take, build(recipe));
      others.push(executor.submit(take, 2));
      await Promise.all(others);
      return queued;
    },
  },
  "receiver of a method": { go: (executor, recipe) => new Holder(executor, build(recipe)).size() },
  "result of a method": { go: (executor, recipe) => new Holder(executor, 1).give(recipe) },
  taskContext: { go: (executor, recipe) => executor.run(take, [1], { taskContext: build(recipe) }) },
  "reason of a signal": {
    throwsIt: true,
    go(executor, recipe) {
      const abort = new AbortController();
      const call = executor.run(take, [1], { signal: abort.signal });
      abort.abort(build(recipe));
      return call;
    },
  },
  callback: { go: (executor, recipe) => executor.submit(callBack, recipe) },
  result: { go: (executor, recipe) => executor.submit(makeResult, recipe) },
  "value of a stream": { go: (executor, recipe) => drainWithoutGap(executor.stream(yieldIt, [recipe])) },
  "argument of a stream": { go: (executor, recipe) => drain(executor.stream(yieldIt, [{ list: [recipe] }])) },
  "error of a stream": {
    throwsIt: true,
    go: (executor, recipe) => drain(executor.stream(yieldAndThrow, [recipe])),
  },
  "thrown value": { throwsIt: true, go: (executor, recipe) => executor.submit(throwIt, recipe) },
  "rejected value": { throwsIt: true, go: (executor, recipe) => executor.submit(rejectWithIt, recipe) },
  "cause and part of an error": {
    throwsIt: true,
    go: (executor, recipe) => executor.submit(throwBeneath, recipe),
  },
  "transferred beside it": {
    go(executor, recipe) {
      const bytes = new Uint8Array(16);
      return executor.submit(take, transfer(bytes, [bytes.buffer]), build(recipe));
    },
  },
};
