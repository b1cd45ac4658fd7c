// Where a thread of ThreadPoolExecutor begins. Imported by nobody.
import { workerData } from "node:worker_threads";
import { serveTasks } from "./serve-tasks.ts";
import { isWorkerStart } from "./worker-start.ts";

if (isWorkerStart(workerData)) serveTasks(workerData);
