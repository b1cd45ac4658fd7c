import { blocking, type Executor, runOnExecutor } from "typhoon/concurrent";
import { IOLoop } from "typhoon/ioloop";
import { build, type Recipe } from "./recipe.ts";

export const add = blocking((a: number, b: number) => a + b);

/** Says that it has got something. */
export const take = blocking((...values: unknown[]) => values.length);

export const makeResult = blocking((recipe: Recipe) => build(recipe));

export const throwIt = blocking((recipe: Recipe) => {
  throw build(recipe);
});

export const rejectWithIt = blocking((recipe: Recipe) => Promise.reject(build(recipe)));

export const throwBeneath = blocking((recipe: Recipe) => {
  throw new Error("above", { cause: new AggregateError([build(recipe)], "between") });
});

export const yieldIt = blocking(function* (recipe: Recipe) {
  yield "before";
  yield build(recipe);
  yield "after";
});

export const yieldAndThrow = blocking(async function* (recipe: Recipe) {
  yield "before";
  throw build(recipe);
});

const receive = blocking((..._values: unknown[]) => {});

export const callBack = blocking((recipe: Recipe) => {
  IOLoop.current().addCallback(receive, build(recipe));
});

/** An object whose field travels. */
export class Holder {
  readonly executor: Executor;
  readonly held: unknown;

  constructor(executor: Executor, held: unknown) {
    this.executor = executor;
    this.held = held;
  }

  @runOnExecutor
  async size(): Promise<number> {
    return Object.keys(this).length;
  }

  @runOnExecutor
  async give(recipe: Recipe): Promise<unknown> {
    return [build(recipe)];
  }
}
