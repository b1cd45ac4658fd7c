import { constants } from "node:os";

/** How a process has ended. */
export interface ProcessEnd {
  /** Its exit code, or the number of the signal that killed it, made negative. */
  readonly returnCode: number;
  /** The signal that killed it. */
  readonly signal: NodeJS.Signals | undefined;
}

/** @returns what Node's `exit` event of a child process says */
export function processEnd(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
  if (signal === null) return { returnCode: code ?? 1, signal: undefined };
  return { returnCode: -constants.signals[signal], signal };
}

/** As in "The process exited with status 1". */
export function describeEnd({ returnCode, signal }: ProcessEnd): string {
  return signal === undefined ? `exited with status ${returnCode}` : `was killed by ${signal}`;
}
