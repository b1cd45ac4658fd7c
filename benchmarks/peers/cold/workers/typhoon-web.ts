// The same as typhoon-web.js, in TypeScript: for a loader that transforms it in each thread.
import { isMainThread } from "node:worker_threads";
import { ThreadPoolExecutor, unblock } from "../../../../dist/concurrent/index.js";
import { Application, RequestHandler } from "../../../../dist/web/index.js";
import { runTen, work, workers } from "./ten-jobs.js";

class Hello extends RequestHandler {
  override get(): void {
    this.write("Hello, world");
  }
}
export const app = new Application([["/", Hello]]);
const job: (number: number) => PromiseLike<number> = unblock(work, {
  executor: new ThreadPoolExecutor(workers),
});
if (isMainThread) await runTen(job);
