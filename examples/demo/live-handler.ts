import { sleep } from "typhoon/gen";
import { RequestHandler } from "typhoon/web";
import { latestJobs } from "./jobs.ts";
import { pool } from "./pool.ts";

const intervalMs = 100;

/** One response without an end: ten lines a second, each a JSON of the pool and the jobs, until the page leaves. */
export class LiveHandler extends RequestHandler {
  override async get() {
    this.setHeader("Cache-Control", "no-store");
    this.setHeader("Content-Type", "application/x-ndjson");
    while (!this.request.signal.aborted) {
      this.write(`${JSON.stringify({ now: Date.now(), pool: pool.stats(), jobs: latestJobs() })}\n`);
      await this.flush();
      await sleep(intervalMs);
    }
  }
}
