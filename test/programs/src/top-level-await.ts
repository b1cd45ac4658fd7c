// Definitions before and after lines that wait: a worker has to find all of them. What stands before a definition
// runs in the worker again, so it must not mind.
import { isMainThread } from "node:worker_threads";
import { blocking, ThreadPoolExecutor, unblock } from "typhoon/concurrent";

const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
function say(what: unknown): void {
  if (isMainThread) console.log(what);
}

const early = blocking(() => "early");

say(await executor.submit(early));
const between = unblock((word: string) => `between ${word}`);
say(await between("two awaits"));
await new Promise((resolve) => setImmediate(resolve));
const late = blocking(() => (isMainThread ? "late here" : "late there"));
say(await executor.submit(late));
say(await Promise.all([executor.submit(late), between("others"), executor.submit(early)]));
await executor.shutdown();
