/** What one call costs: how many bytes or characters it may have looked at, or moved. */
type Cost = (self: unknown, args: readonly unknown[], result: unknown) => number;

/**
 * Counts the bytes and characters that `run` looks at and moves, by the methods of the language that do so.
 *
 * Unlike the time, the count is the same on every machine and in every run.
 */
export function countWork(run: () => void): number {
  let work = 0;
  const restore = [...watched].map(([target, costs]) =>
    Object.entries(costs).map(([name, cost]) => watch(target, name, cost, (amount) => (work += amount))),
  );
  try {
    run();
  } finally {
    for (const undo of restore.flat()) undo();
  }
  return work;
}

const wholeText: Cost = (self) => String(self).length;
const wholeResult: Cost = (_self, _args, result) => String(result).length;
const wholeArgument: Cost = (_self, [text]) => String(text).length;
const number: Cost = (_self, _args, result) => Number(result);

/** From where the search began to what it found, or to the end. */
const search: Cost = (self, [, from], result) => {
  const { length } = Object(self);
  return (result === -1 ? length : Number(result)) - Number(from ?? 0) + 1;
};

const watched = new Map<object, Readonly<Record<string, Cost>>>([
  [Buffer.prototype, { indexOf: search, copy: number, toString: wholeResult }],
  [String.prototype, { indexOf: search, split: wholeText, toLowerCase: wholeText }],
  [RegExp.prototype, { exec: wholeArgument }],
]);

function watch(target: object, name: string, cost: Cost, add: (amount: number) => void): () => void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== "function") throw new TypeError(`Cannot watch ${name} as it is no method`);
  let isInside = false;
  Reflect.set(target, name, function (this: unknown, ...args: unknown[]): unknown {
    const result: unknown = Reflect.apply(original, this, args);
    if (isInside) return result;
    isInside = true;
    add(cost(this, args, result));
    isInside = false;
    return result;
  });
  return () => Reflect.set(target, name, original);
}
