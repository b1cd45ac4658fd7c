import { unblock } from "typhoon/concurrent";
import { JobHandler } from "./job-handler.ts";
import { pool } from "./pool.ts";
import { work } from "./work.ts";

/** Blocks the loop: until the work is done, nobody else is served. */
export class Plain extends JobHandler {
  override get() {
    this.write(work(this.job));
  }
}

/** Blocks it just the same: `async` lets nothing run in between, the work is still on the loop's thread. */
export class Async extends JobHandler {
  override async get() {
    this.write(await this.doWork());
  }

  async doWork() {
    return work(this.job);
  }
}

/** Leaves the loop free: the method runs on a thread of the pool, and what it returns is the answer. */
export class Unblocked extends JobHandler {
  static executor = pool;

  @unblock
  override get() {
    return work(this.job);
  }
}
