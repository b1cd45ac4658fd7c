// A program that ends on a signal while jobs run that no request waits for.
import { blocking, currentTask, ProcessPoolExecutor, sleepSync, unblock } from "typhoon/concurrent";
import { drainOnSignal } from "typhoon/httpserver";
import { Application } from "typhoon/web";

const obedient = unblock(function obedient() {
  console.log("begun");
  for (;;) {
    currentTask().throwIfAborted();
    sleepSync(5);
  }
});
const deaf = unblock(function deaf() {
  console.log("begun");
  sleepSync(600_000);
});
const counting = unblock(function* counting() {
  console.log("begun");
  for (let n = 0; !currentTask().aborted; n++) {
    yield n;
    sleepSync(5);
  }
});
const inProcess = blocking(function inProcess() {
  console.log("begun");
  while (!currentTask().aborted) sleepSync(5);
  return "told";
});
const executor = new ProcessPoolExecutor({ maxWorkers: 1 });

const scenarios: Record<string, () => unknown> = {
  obedient,
  deaf,
  stream: async () => {
    for await (const _ of counting());
    return "told";
  },
  process: () => executor.run(inProcess, []),
};

const server = await new Application([]).listen(0, "127.0.0.1");
if (server.port !== undefined) {
  const [, , scenario = "", timeoutMs] = process.argv;
  drainOnSignal(server, { timeoutMs: Number(timeoutMs), executors: [executor] });
  Promise.resolve(scenarios[scenario]?.()).then(
    (value) => console.log(`ended ${value}`),
    (error) => console.log(`ended ${error.name}`),
  );
}
