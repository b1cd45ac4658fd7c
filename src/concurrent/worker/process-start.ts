/** What a process that is a worker begins with: our entry file, or the application's bundle, which has swallowed it. */
export type ProcessEntry = "entry" | "bundle";

const variable = "TYPHOON_PROCESS_WORKER";

/** Where the line to the pool that is not the channel arrives in a process. */
export const controlDescriptor = 4;

/** The environment variable that tells a process that it is a worker. */
export function startVariable(entry: ProcessEntry): Readonly<Record<string, string>> {
  return { [variable]: entry };
}

/**
 * Whether this process was started as a worker, at that place. Says it once only: programs that a task starts inherit
 * the environment, and are no workers.
 */
export function isStartedAt(entry: ProcessEntry): boolean {
  if (process.send === undefined || process.env[variable] !== entry) return false;
  delete process.env[variable];
  return true;
}
