import { HTTPError, RequestHandler } from "typhoon/web";
import { addJob, type Job, jobEnded, type Way } from "./jobs.ts";
import { kindNames } from "./work.ts";

const mostSeconds = 10;

/** A handler whose request is a job in the list of the page. How the job is done is up to its subclass. */
export class JobHandler extends RequestHandler {
  way: Way = "plain";
  job: Job = { id: 0, way: "plain", kind: "hash", seconds: 0, tag: "" };

  override initialize({ way }: { readonly way: Way }) {
    this.way = way;
  }

  override prepare() {
    this.setHeader("Cache-Control", "no-store");
    this.setHeader("Content-Type", "text/plain; charset=UTF-8");
    this.job = addJob({ way: this.way, ...readJob(this) });
  }

  override onConnectionClose() {
    jobEnded(this.job.id, "cancelled");
  }

  override onFinish() {
    jobEnded(this.job.id, this.getStatus() < 400 ? "done" : "failed");
  }
}

/** The job that a request asks for with `kind`, `seconds` and `n`. */
export function readJob(handler: RequestHandler): Omit<Job, "id" | "way"> {
  const kind = handler.getArgument("kind", "hash");
  const seconds = Number(handler.getArgument("seconds", "3"));
  if (!kindNames.includes(kind)) throw new HTTPError(400, `There is no work of the kind ${kind}`);
  if (!(seconds > 0 && seconds <= mostSeconds))
    throw new HTTPError(400, `A job lasts up to ${mostSeconds} s`);
  return { kind, seconds, tag: handler.getArgument("n", "").slice(0, 40) };
}
