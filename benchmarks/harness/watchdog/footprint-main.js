// What a process has and uses that does nothing, with a hello server in it: `none`, with the watchdog of the library
// (`watchdog`), or with a thread that is just there (`empty-thread`). Prints it as JSON.
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { Application, RequestHandler } from "../../../dist/web/index.js";

const [kind] = process.argv.slice(2);
const settleMs = 500;
const countMs = 1500;

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world");
  }
}

const application = new Application([["/", MainHandler]], { watchdog: kind === "watchdog" ? {} : false });
const server = await application.listen(0, "127.0.0.1");
if (kind === "empty-thread") startEmptyThread();
for (let request = 0; request < 100; request++) {
  await (await fetch(`http://127.0.0.1:${server.port}/`)).text();
}
await delay(settleMs);
globalThis.gc();
const cpu = process.cpuUsage();
await delay(countMs);
const { user, system } = process.cpuUsage(cpu);
const result = {
  rssMiB: process.memoryUsage.rss() / 2 ** 20,
  idleMsPerSecond: (user + system) / countMs,
};
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));

/** It waits for a message; its young generation is as small as the watchdog's. */
function startEmptyThread() {
  new Worker('require("node:worker_threads").parentPort.on("message", () => {});', {
    eval: true,
    resourceLimits: { maxYoungGenerationSizeMb: 1 },
  });
}
