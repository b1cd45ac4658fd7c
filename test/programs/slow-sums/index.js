// A package that marks its own functions, so that its users need not know which of them block.
import { blocking, registerErrorClass, runOnExecutor, unblock, workerLocal } from "typhoon/concurrent";

export class NoNumberError extends TypeError {
  name = "NoNumberError";
}
registerErrorClass(NoNumberError);

const calls = workerLocal(() => ({ count: 0 }));

/** Runs on the executor of whoever uses it. */
export const sum = blocking((numbers) => {
  calls().count++;
  if (numbers.some((number) => typeof number !== "number")) throw new NoNumberError("not all are numbers");
  return { sum: numbers.reduce((a, b) => a + b, 0), calls: calls().count, isElsewhere: isWorker() };
});

/** Runs on a worker by itself. */
export const sumUnblocked = unblock((numbers) => numbers.reduce((a, b) => a + b, 0));

export const partialSums = blocking(function* (numbers) {
  let partial = 0;
  for (const number of numbers) {
    partial += number;
    yield partial;
  }
});

export class Account {
  entries = [];

  async total() {
    return { total: this.entries.reduce((a, b) => a + b, 0), isElsewhere: isWorker() };
  }
}
// What a compiler makes of a decorator.
const descriptor = Object.getOwnPropertyDescriptor(Account.prototype, "total");
Object.defineProperty(Account.prototype, "total", runOnExecutor(Account.prototype, "total", descriptor));

function isWorker() {
  return Reflect.has(globalThis, Symbol.for("typhoon.worker"));
}
