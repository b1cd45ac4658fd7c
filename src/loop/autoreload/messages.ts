/** The environment variable that names the process which restarts this one. */
export const supervisorVariable = "TYPHOON_AUTORELOAD";

/** What a program tells the one that restarts it. */
export interface WatchMessage {
  /** A file, or a folder with all that is in it, that counts too. */
  readonly watch: string;
}

/** What it is told: to end, as it will be started again. */
export interface ReloadMessage {
  /** The file that was changed. */
  readonly changed: string;
}
