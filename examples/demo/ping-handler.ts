import { RequestHandler } from "typhoon/web";
import { unfinishedJobs } from "./jobs.ts";

/** Answers at once, if the loop can; `working` is how many jobs wait or run at that moment. */
export class PingHandler extends RequestHandler {
  override get() {
    this.setHeader("Cache-Control", "no-store");
    this.write({ working: unfinishedJobs() });
  }
}
