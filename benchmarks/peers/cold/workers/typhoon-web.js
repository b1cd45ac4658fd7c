// One file: the application, and a function that it unblocks.
import { isMainThread } from "node:worker_threads";
import { ThreadPoolExecutor, unblock } from "../../../../dist/concurrent/index.js";
import { Application, RequestHandler } from "../../../../dist/web/index.js";
import { runTen, work, workers } from "./ten-jobs.js";

class Hello extends RequestHandler {
  get() {
    this.write("Hello, world");
  }
}
export const app = new Application([["/", Hello]]);
const job = unblock(work, { executor: new ThreadPoolExecutor(workers) });
if (isMainThread) await runTen(job);
