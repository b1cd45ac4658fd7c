// The executor form, on processes.
import { blocking, type Executor, ProcessPoolExecutor } from "typhoon/concurrent";

const executor: Executor = new ProcessPoolExecutor({ maxWorkers: 2 });

export class OddError extends RangeError {
  readonly code = "E_ODD";
}

export const half = blocking((n: number) => {
  if (n % 2 === 1) throw new OddError(`${n} is odd`);
  return n / 2;
});
export const whichProcess = blocking(() => process.pid);
const countTo = blocking(function* (n: number) {
  for (let i = 1; i <= n; i++) yield Buffer.from(`counted ${i}`);
});

async function main(): Promise<void> {
  console.log((await executor.submit(whichProcess)) === process.pid);
  console.log(await executor.map(half, [2, 4, 6]));
  for await (const line of executor.stream(countTo, [2])) console.log(line.toString());
  try {
    await executor.submit(half, 3);
  } catch (error) {
    console.log(error instanceof RangeError, Reflect.get(Object(error), "code"));
  }
  console.log(await executor.import<typeof import("node:path")>("node:path").basename("/a/b.txt"));
  await executor.shutdown();
  console.log(executor.stats().workers);
}

void main();
