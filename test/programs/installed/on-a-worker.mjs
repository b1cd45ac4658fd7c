// The same application on a worker thread of its own, started by somebody who knows nothing of this library.
import { Worker } from "node:worker_threads";

new Worker(new URL("main.mjs", import.meta.url), { workerData: { anything: 1 } });
