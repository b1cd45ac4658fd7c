import { unblock } from "typhoon/concurrent";
import { RequestHandler } from "typhoon/web";
import { readJob } from "./job-handler.ts";
import { addJob, type Job, jobEnded } from "./jobs.ts";
import { pool } from "./pool.ts";
import { work } from "./work.ts";

const workElsewhere = unblock(work, { executor: pool });

/** One request that needs ten results: the pool takes them first-in first-out, as many at a time as it has threads. */
export class TenHandler extends RequestHandler {
  override async get() {
    this.setHeader("Cache-Control", "no-store");
    const asked = readJob(this);
    const jobs = Array.from({ length: 10 }, () => addJob({ way: "unblocked", ...asked }));
    this.write({ answers: await Promise.all(jobs.map(answer)) });
  }
}

async function answer(job: Job): Promise<string> {
  try {
    const result = await workElsewhere(job);
    jobEnded(job.id, "done");
    return result;
  } catch (error) {
    jobEnded(job.id, "failed");
    throw error;
  }
}
