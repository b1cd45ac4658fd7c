import { ThreadPoolExecutor } from "typhoon/concurrent";

/** Where unblocked jobs run. Four threads are few on purpose: ten jobs at once show the queue. */
export const pool = new ThreadPoolExecutor({ maxWorkers: 4 });
