import { TyphoonError } from "../../base/errors/index.ts";
import { describeEnd, type ProcessEnd } from "./process-end.ts";

/**
 * A command ended with another exit code than 0, or was killed.
 *
 * @see subprocess.CalledProcessError
 */
export class CalledProcessError extends TyphoonError {
  override readonly name = "CalledProcessError";
  /** The exit code, or the number of the signal that killed it, made negative. */
  readonly returnCode: number;
  /** The signal that killed it; `undefined` if it exited. */
  readonly signal: NodeJS.Signals | undefined;
  /** The command and its arguments. */
  readonly args: readonly string[];

  /**
   * @param args - the command and its arguments
   * @param end - how it has ended
   */
  constructor(args: readonly string[], end: ProcessEnd) {
    super("ERR_CALLED_PROCESS", `Command ${JSON.stringify(args[0])} ${describeEnd(end)}`);
    this.args = args;
    this.returnCode = end.returnCode;
    this.signal = end.signal;
  }
}

/** A program could not be started: `cause` is the system's error. */
export class SubprocessStartError extends TyphoonError {
  override readonly name = "SubprocessStartError";
  /** The command and its arguments. */
  readonly args: readonly string[];

  /**
   * @param args - the command and its arguments
   * @param options - `cause`: the system's error
   */
  constructor(args: readonly string[], options: { readonly cause: Error }) {
    super(
      "ERR_SUBPROCESS_START",
      `Cannot start ${JSON.stringify(args[0])} as the system refuses: ${options.cause.message}`,
      options,
    );
    this.args = args;
  }
}

/** The first of the forked processes ended before it had started to serve: the program is broken, or its port is taken. */
export class ForkedProcessStartError extends TyphoonError {
  override readonly name = "ForkedProcessStartError";

  /** @param end - how it has ended; `undefined`: it took too long */
  constructor(end: ProcessEnd | undefined) {
    const what = end === undefined ? "took longer than startTimeoutMs allows" : describeEnd(end);
    super(
      "ERR_PROCESS_START",
      `Cannot start the processes as the first one ${what} before it was ready: mend what it has written to stderr`,
    );
  }
}

/** Forked processes crashed again and again: there will be no further ones. */
export class TooManyRestartsError extends TyphoonError {
  override readonly name = "TooManyRestartsError";

  /** @param maxRestarts - how often they were restarted */
  constructor(maxRestarts: number) {
    super(
      "ERR_TOO_MANY_RESTARTS",
      `Too many restarts of processes that crash, giving up: maxRestarts is ${maxRestarts}`,
    );
  }
}
