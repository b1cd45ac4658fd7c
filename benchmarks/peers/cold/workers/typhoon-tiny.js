import { isMainThread } from "node:worker_threads";
import { ThreadPoolExecutor, unblock } from "../../../../dist/concurrent/index.js";
import { runTen, work, workers } from "./ten-jobs.js";

const job = unblock(work, { executor: new ThreadPoolExecutor(workers) });
if (isMainThread) await runTen(job);
