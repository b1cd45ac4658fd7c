// The executor form: a marked function, run right here or on an executor.
import { isMainThread, threadId } from "node:worker_threads";
import { blocking, type Executor, sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";

const executor: Executor = new ThreadPoolExecutor({ maxWorkers: 3 });

export const core = {
  get: blocking((remoteIp: string) => `msg to ${remoteIp} from ${isMainThread ? "here" : "there"}`),
  whereAmI: blocking(() => threadId),
};

async function main(): Promise<void> {
  console.log(await executor.submit(core.get, "10.0.0.1"));
  console.log(core.get("10.0.0.2"));
  console.log(await executor.map(core.get, ["10.0.0.3", "10.0.0.4"]));
  await executor.submit(sleepSync, 1);
  console.log((await executor.submit(core.whereAmI)) > 0);
  console.log(await executor.import<typeof import("node:path")>("node:path").basename("/a/b.txt"));
  try {
    executor.submit(() => 1);
  } catch (error) {
    console.log(Reflect.get(Object(error), "name"));
  }
  await executor.shutdown();
  console.log(executor.stats().workers);
}

// In a worker the module is evaluated again, to find what it marks: there `main` stops where it would submit work.
void main();
