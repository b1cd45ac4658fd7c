/** The environment variables by which the server under chaos is set up. */
export const variables = {
  /** Marks all processes of a run; its value is the run's own. */
  run: "TYPHOON_CHAOS_RUN",
  port: "TYPHOON_CHAOS_PORT",
  /** The folder on the small disk, for the log and for uploads. */
  folder: "TYPHOON_CHAOS_FOLDER",
  /** The file, on another disk, in which jobs note that they ran. */
  ranFile: "TYPHOON_CHAOS_RAN",
} as const;

/** The sizes of the server under chaos. */
export const sizes = { processes: 2, threads: 2, children: 2 } as const;
