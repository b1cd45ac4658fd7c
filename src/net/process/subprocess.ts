import { type ChildProcess, type SpawnOptions, type StdioOptions, spawn } from "node:child_process";
import type { Readable, Stream, Writable } from "node:stream";
import {
  abortSignal,
  anyValue,
  checkedDuration,
  OptionRules,
  trueOrFalse,
} from "../../base/errors/internal.ts";
import { appLog } from "../../base/log/index.ts";
import { InvalidStateError } from "../../concurrent/index.ts";
import { offAbort, onAbort, setLongTimeout } from "../../concurrent/internal.ts";
import { IOLoop } from "../../loop/ioloop/index.ts";
import { PipeIOStream } from "../iostream/index.ts";
import { CalledProcessError, SubprocessStartError } from "./errors.ts";
import { type ProcessEnd, processEnd } from "./process-end.ts";

/**
 * A standard stream of a subprocess: `Subprocess.STREAM`, this process's own (`"inherit"`), none (`"ignore"`), an open
 * file by its descriptor, or one of Node's streams that has a descriptor.
 */
export type SubprocessStream = typeof Subprocess.STREAM | "inherit" | "ignore" | number | Stream;

/** Options of {@link Subprocess}. Those that are not explained here are those of `node:child_process`. */
export interface SubprocessOptions
  extends Pick<SpawnOptions, "argv0" | "cwd" | "detached" | "env" | "gid" | "shell" | "uid" | "windowsHide"> {
  /** What it reads. Default: `"inherit"`. */
  readonly stdin?: SubprocessStream;
  /** Where it writes to. Default: `"inherit"`. */
  readonly stdout?: SubprocessStream;
  /** Where it writes errors to. Default: `"inherit"`. */
  readonly stderr?: SubprocessStream;
  /** Ends it when it is aborted: with `killSignal`, and with SIGKILL if it has not ended after `killAfterMs`. */
  readonly signal?: AbortSignal;
  /** Default: `"SIGTERM"`. */
  readonly killSignal?: NodeJS.Signals;
  /** Milliseconds between `killSignal` and SIGKILL. Default: 5,000. */
  readonly killAfterMs?: number;
}

/** Options of `waitForExit`. */
export interface WaitForExitOptions {
  /** Whether another exit code than 0 is an error. Default: `true`. */
  readonly raiseError?: boolean;
}

/**
 * Runs a program in a process of its own, with streams to its standard input and outputs.
 *
 * `await using` ends it, if it still runs, as an abort does.
 *
 * @example
 * ```ts
 * import { Subprocess } from "typhoon/process";
 *
 * const { STREAM } = Subprocess;
 * await using sort = new Subprocess(["sort"], { stdin: STREAM, stdout: STREAM });
 * sort.stdin.write("pear\napple\n");
 * sort.stdin.close();
 * String(await sort.stdout.readUntilClose());   // "apple\npear\n"
 * await sort.waitForExit();                     // 0
 * ```
 * @see tornado.process.Subprocess
 */
export class Subprocess implements AsyncDisposable {
  /** For `stdin`, `stdout` and `stderr`: gives the object a stream of that name. */
  static readonly STREAM = "pipe";

  readonly #args: readonly string[];
  readonly #options: SubprocessOptions;
  readonly #child: ChildProcess;
  readonly #streams: Readonly<Record<"stdin" | "stdout" | "stderr", PipeIOStream | undefined>>;
  /** How it has ended, or the error of its start. */
  readonly #ended: Promise<ProcessEnd>;
  #end: ProcessEnd | undefined;
  #isAwaited = false;

  /**
   * Starts the program.
   *
   * @param args - the program and its arguments; with `shell`, a command line may stand in one string
   * @param options - streams, and how it ends
   * @throws whatever reason `signal` has, if it is aborted already
   * @throws {TypeError} if there is no program in `args`, or an option is of the wrong type
   * @throws {RangeError} if `killAfterMs` is no whole number from 1
   */
  constructor(args: string | readonly string[], options: SubprocessOptions = {}) {
    optionRules.check(options);
    this.#args = typeof args === "string" ? [args] : [...args];
    this.#options = options;
    const [program, ...rest] = this.#args;
    if (program === undefined) throw new TypeError("Cannot start a subprocess as args names no program");
    if (options.killAfterMs !== undefined)
      checkedDuration("start a subprocess", "killAfterMs", options.killAfterMs, 1);
    options.signal?.throwIfAborted();
    this.#child = spawn(program, rest, spawnOptions(options));
    this.#streams = streamsOf(this.#child, options);
    this.#ended = this.#whenEnded();
    this.#ended.catch((error: unknown) => this.#startFailed(error));
    this.#endOnAbort(options.signal);
  }

  /** The system's number of the process; `undefined` if it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The exit code, or the number of the signal that killed it, made negative; `undefined` as long as it runs. */
  get returnCode(): number | undefined {
    return this.#end?.returnCode;
  }

  /** Node's object. */
  get proc(): ChildProcess {
    return this.#child;
  }

  /** What it reads, to write to. @throws {InvalidStateError} `ERR_INVALID_STATE` without `stdin: Subprocess.STREAM` */
  get stdin(): PipeIOStream {
    return this.#stream("stdin");
  }

  /** What it writes. @throws {InvalidStateError} `ERR_INVALID_STATE` without `stdout: Subprocess.STREAM` */
  get stdout(): PipeIOStream {
    return this.#stream("stdout");
  }

  /** Its errors. @throws {InvalidStateError} `ERR_INVALID_STATE` without `stderr: Subprocess.STREAM` */
  get stderr(): PipeIOStream {
    return this.#stream("stderr");
  }

  /**
   * Waits until the process has ended. What it wrote may still be to be read then.
   *
   * @param options - `raiseError: false` lets it end in any way
   * @returns its exit code, or the number of the signal that killed it, made negative
   * @throws {CalledProcessError} `ERR_CALLED_PROCESS` if that is not 0
   * @throws {SubprocessStartError} `ERR_SUBPROCESS_START` if it could not be started
   * @throws whatever reason `signal` has, if that was aborted before it ended
   * @see tornado.process.Subprocess.wait_for_exit
   */
  async waitForExit(options: WaitForExitOptions = {}): Promise<number> {
    waitRules.check(options);
    const { raiseError = true } = options;
    this.#isAwaited = true;
    const end = await this.#ended;
    if (!raiseError || end.returnCode === 0) return end.returnCode;
    throw this.#abortReason ?? new CalledProcessError(this.#args, end);
  }

  /**
   * Calls `callback` on the loop with the exit code, as in `returnCode`, once the process has ended.
   *
   * @see tornado.process.Subprocess.set_exit_callback
   */
  setExitCallback(callback: (returnCode: number) => unknown): void {
    const loop = IOLoop.current();
    this.#ended.then(
      ({ returnCode }) => loop.addCallback(callback, returnCode),
      () => {},
    );
  }

  /**
   * Sends it a signal.
   *
   * @returns whether it was still there
   */
  kill(signal: NodeJS.Signals = this.#options.killSignal ?? "SIGTERM"): boolean {
    return this.#child.kill(signal);
  }

  /** Ends the process, if it still runs, closes its streams, and resolves when it is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isAwaited = true;
    this.#endSoon();
    await this.#ended.catch(() => {});
    for (const stream of Object.values(this.#streams)) stream?.close();
  }

  get #abortReason(): unknown {
    const { signal } = this.#options;
    return signal?.aborted ? signal.reason : undefined;
  }

  #stream(name: "stdin" | "stdout" | "stderr"): PipeIOStream {
    const stream = this.#streams[name];
    if (stream !== undefined) return stream;
    throw new InvalidStateError(
      `Cannot use ${name} of a subprocess that was made without it: add ${name}: Subprocess.STREAM to its options`,
    );
  }

  #whenEnded(): Promise<ProcessEnd> {
    return new Promise((resolve, reject) => {
      this.#child.once("exit", (code, signal) => {
        this.#end = processEnd(code, signal);
        resolve(this.#end);
      });
      this.#child.on("error", (cause) => {
        if (this.pid === undefined) reject(new SubprocessStartError(this.#args, { cause }));
      });
    });
  }

  /** A callback cannot be told, so that somebody has to be. */
  #startFailed(error: unknown): void {
    if (!this.#isAwaited) appLog.error({ err: error }, "A subprocess did not start");
  }

  #endOnAbort(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const end = () => this.#endSoon();
    onAbort(signal, end);
    this.#child.once("exit", () => offAbort(signal, end));
  }

  #endSoon(): void {
    if (this.#end !== undefined || !this.kill()) return;
    const timer = setLongTimeout(() => this.kill("SIGKILL"), this.#options.killAfterMs ?? 5_000);
    this.#child.once("exit", () => clearTimeout(timer));
  }
}

/** Node's own `signal` would report an abort as an error of the process. */
function spawnOptions(options: SubprocessOptions): SpawnOptions {
  const { argv0, cwd, detached, env, gid, shell, uid, windowsHide } = options;
  return { argv0, cwd, detached, env, gid, shell, uid, windowsHide, stdio: stdioOf(options) };
}

function stdioOf({ stdin, stdout, stderr }: SubprocessOptions): StdioOptions {
  return [stdin ?? "inherit", stdout ?? "inherit", stderr ?? "inherit"];
}

function streamsOf(child: ChildProcess, { stdin, stdout, stderr }: SubprocessOptions) {
  return {
    stdin: streamOf(stdin, child.stdin),
    stdout: streamOf(stdout, child.stdout),
    stderr: streamOf(stderr, child.stderr),
  };
}

/** If the system has no room for a pipe, there is none. */
function streamOf(
  option: SubprocessStream | undefined,
  pipe: Readable | Writable | null | undefined,
): PipeIOStream | undefined {
  return option === Subprocess.STREAM && pipe ? new PipeIOStream(pipe) : undefined;
}

const optionRules = new OptionRules<SubprocessOptions>("start a subprocess", {
  stdin: anyValue,
  stdout: anyValue,
  stderr: anyValue,
  signal: abortSignal,
  killSignal: anyValue,
  killAfterMs: anyValue,
  // Node checks its own.
  argv0: anyValue,
  cwd: anyValue,
  detached: anyValue,
  env: anyValue,
  gid: anyValue,
  shell: anyValue,
  uid: anyValue,
  windowsHide: anyValue,
});
const waitRules = new OptionRules<WaitForExitOptions>("wait for a subprocess", { raiseError: trueOrFalse });
