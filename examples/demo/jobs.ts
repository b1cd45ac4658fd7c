import { blocking } from "typhoon/concurrent";

/** How a handler does its job. */
export type Way = "plain" | "async" | "unblocked";

/** What a job is; this part goes to the worker thread. */
export interface Job {
  readonly id: number;
  readonly way: Way;
  readonly kind: string;
  readonly seconds: number;
  /** By which the page knows its own jobs. */
  readonly tag: string;
}

/** What became of a job. Times are those of `Date.now()`, the clock that all threads share. */
export interface JobRecord extends Job {
  readonly queuedAt: number;
  beganAt?: number;
  endedAt?: number;
  outcome?: "done" | "failed" | "cancelled";
}

const longestList = 40;
const records: JobRecord[] = [];
let lastId = 0;

/** Enters a job into the list: from now on it waits for somebody to begin it. */
export function addJob(job: Omit<Job, "id">): Job {
  const added: Job = { id: ++lastId, ...job };
  records.push({ ...added, queuedAt: Date.now() });
  if (records.length > longestList) records.shift();
  return added;
}

/** Notes when a job began. Marked, because the threads that begin jobs call it on the loop's thread. */
export const jobBegan = blocking((id: number, at: number): void => {
  const record = find(id);
  if (record !== undefined) record.beganAt = at;
});

/** Notes that a job is over; only the first word on it counts. */
export function jobEnded(id: number, outcome: NonNullable<JobRecord["outcome"]>): void {
  const record = find(id);
  if (record === undefined || record.endedAt !== undefined) return;
  record.endedAt = Date.now();
  record.outcome = outcome;
}

/** The latest jobs, the oldest first. */
export function latestJobs(): readonly JobRecord[] {
  return records;
}

/** How many jobs wait or run at this moment. */
export function unfinishedJobs(): number {
  return records.filter((record) => record.endedAt === undefined).length;
}

function find(id: number): JobRecord | undefined {
  return records.find((record) => record.id === id);
}
