import { constants } from "node:os";
import { anyValue, callable, list, OptionRules } from "../../base/errors/internal.ts";
import { genLog } from "../../base/log/index.ts";
import type { Executor } from "../../concurrent/index.ts";
import {
  isTyphoonWorker,
  perThread,
  setLongTimeout,
  shutdownDefaultExecutor,
  tellCallsToEnd,
  unendedCalls,
} from "../../concurrent/internal.ts";
import { taskId } from "../../net/process/index.ts";
import { onRetirement } from "../../net/process/internal.ts";
import { checkDrain, type DrainableServer, type DrainOptions } from "./drain-options.ts";

/** Options of {@link drainOnSignal}. */
export interface DrainOnSignalOptions extends DrainOptions {
  /** What ends the process. Default: `["SIGTERM", "SIGINT"]`. */
  readonly signals?: readonly NodeJS.Signals[];
  /**
   * Executors that end when the servers have: running calls are waited for, waiting ones cancelled. One after the other,
   * and the default executor last. Default: that one alone.
   */
  readonly executors?: readonly Pick<Executor, "shutdown">[];
  /** The application's own end, after everything else: closing a database, for example. */
  readonly onDrained?: () => void | Promise<void>;
}

/**
 * Ends the process in good order when the system asks it to: one call behind `listen()`.
 *
 * At the first signal every server drains, for `timeoutMs` at the most; then the executors end, then `onDrained` is
 * called, and the process exits with status 0. What comes after the servers has `timeoutMs` again, or the status is 1,
 * and the log names the calls that were cut.
 *
 * Calls on workers that no request has made, such as jobs in the background, are told at the signal: their
 * `currentTask().aborted` is true, and nothing ends them by force before the deadline. All others are told when the
 * servers have drained.
 *
 * A second signal exits at once, with the status of a process that the signal ended.
 *
 * A process that `forkProcesses` or the option `processes` has made does so by itself, without options, and also when its
 * supervisor asks it to; call this where options are needed.
 *
 * @param servers - one server or several, which drain at the same time
 * @param options - signals, times and what else has to end
 * @returns a function that takes it back
 * @example
 * ```ts
 * import { Application, RequestHandler } from "typhoon/web";
 * import { drainOnSignal } from "typhoon/httpserver";
 *
 * class MainHandler extends RequestHandler {
 *   get() { this.write("Hello, world"); }
 * }
 *
 * const server = await new Application([["/", MainHandler]]).listen(0, "127.0.0.1");
 * const undo = drainOnSignal(server, { timeoutMs: 20_000 });
 * // Only because this example is not to wait for a signal:
 * undo();
 * await server.drain();
 * ```
 */
export function drainOnSignal(
  servers: DrainableServer | readonly DrainableServer[],
  options: DrainOnSignalOptions = {},
): () => void {
  optionRules.check(options);
  checkDrain(options);
  // The signals of a process come to its main thread.
  if (isTyphoonWorker()) return () => {};
  const state = defaultDrain();
  state.undo?.();
  state.undo = () => {};
  return listen("drain" in servers ? () => [servers] : () => servers, options);
}

const optionRules = new OptionRules<DrainOnSignalOptions>("drain on signals", {
  // The times are checked by themselves.
  idleMs: anyValue,
  timeoutMs: anyValue,
  signals: list,
  executors: list,
  onDrained: callable,
});

/** That many calls are named in the log when they are cut. */
const mostNames = 20;

/** For the servers of a forked process: as long as the program does not call {@link drainOnSignal}, this does. */
export function drainByDefault(server: DrainableServer): void {
  if (taskId() === undefined) return;
  const state = defaultDrain();
  state.servers.push(server);
  state.undo ??= listen(() => state.servers, {});
}

/** The servers of a forked process. */
interface DefaultDrain {
  readonly servers: DrainableServer[];
  undo: (() => void) | undefined;
}

function defaultDrain(): DefaultDrain {
  return perThread<DefaultDrain>(Symbol.for("typhoon.drain"), () => ({ servers: [], undo: undefined }));
}

function listen(servers: () => readonly DrainableServer[], options: DrainOnSignalOptions): () => void {
  const { signals = ["SIGTERM", "SIGINT"] } = options;
  let isDraining = false;
  let hasSignal = false;
  const drain = (reason: string, idleMs = 0) => {
    if (isDraining) return;
    isDraining = true;
    genLog.info(`${reason}: draining`);
    void endProcess(servers(), { ...options, idleMs: Math.max(idleMs, options.idleMs ?? 0) });
  };
  const receive = (signal: NodeJS.Signals) => {
    // The same end may be asked for by the supervisor, and by a signal to all processes.
    if (hasSignal) process.exit(128 + constants.signals[signal]);
    hasSignal = true;
    drain(`${signal} received`);
  };
  for (const signal of signals) process.on(signal, receive);
  const undoRetirement = onRetirement(({ idleMs }) => drain("The supervisor ends this process", idleMs));
  return () => {
    undoRetirement();
    for (const signal of signals) process.off(signal, receive);
  };
}

async function endProcess(
  servers: readonly DrainableServer[],
  options: DrainOnSignalOptions,
): Promise<never> {
  const { idleMs = 0, timeoutMs = 10_000 } = options;
  tellCallsToEnd("without caller");
  try {
    await Promise.all(servers.map((server) => server.drain({ idleMs, timeoutMs })));
    tellCallsToEnd("all");
    setLongTimeout(giveUp, timeoutMs, timeoutMs);
    for (const executor of options.executors ?? []) await executor.shutdown({ cancelPending: true });
    await shutdownDefaultExecutor({ cancelPending: true });
    await options.onDrained?.();
  } catch (error) {
    genLog.error({ err: error }, "Cannot end the process in good order");
    process.exit(1);
  }
  process.exit();
}

function giveUp(timeoutMs: number): never {
  const names = unendedCalls();
  const shown = names.slice(0, mostNames).join(", ");
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  const cut = names.length === 0 ? "" : `; cut calls: ${shown}${more}`;
  genLog.error(
    `Cannot end the process in good order as what follows the servers took over ${timeoutMs} ms${cut}`,
  );
  process.exit(1);
}
