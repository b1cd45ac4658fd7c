import cluster from "node:cluster";
import { resolve } from "node:path";
import { isMainThread } from "node:worker_threads";
import { filePathOf } from "../../base/errors/internal.ts";
import { genLog } from "../../base/log/index.ts";
import { isTyphoonWorker } from "../../concurrent/internal.ts";
import { type ReloadMessage, supervisorVariable, type WatchMessage } from "./messages.ts";
import { supervise } from "./supervise.ts";

let isStarted = false;
const watched = new Set<string>();
const hooks: (() => unknown)[] = [];

/**
 * From here on, the program is started again whenever its code is changed: for development.
 *
 * Called for the first time, the process becomes the one that watches; it goes no further, but runs the program again, with
 * the same arguments, in a process of its own, in which this call returns. So it belongs to the beginning of a program,
 * before a port, a lock or a connection is taken.
 *
 * Code is what is in the folder of the `package.json` and not in `node_modules`. A program that has failed, for example by
 * an error of its syntax, is started when it is mended. On worker threads and in forked processes it does nothing.
 *
 * @throws {TypeError} if the program was not started from a file
 * @example
 * ```ts
 * import { start } from "typhoon/autoreload";
 *
 * if (process.env["NODE_ENV"] === "development") start();
 * ```
 * @see tornado.autoreload.start
 */
export function start(): void {
  if (isStarted || isTyphoonWorker() || !isMainThread || cluster.isWorker) return;
  if (!isSupervised()) supervise();
  isStarted = true;
  process.on("message", (message) => void reload(message));
  // Whoever started the program is gone.
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // It alone keeps no program alive.
  process.channel?.unref();
  process.send?.({});
  for (const path of watched) tell(path);
}

/**
 * For the end of a script, such as a test: stays until a file is changed, then the script is run again.
 *
 * @returns a promise that never settles
 * @see tornado.autoreload.wait
 */
export function wait(): Promise<never> {
  start();
  process.channel?.ref();
  return new Promise(() => {});
}

/**
 * A change of this file, or in this folder, counts too.
 *
 * @param path - relative to the working folder, unless it is absolute; or a `file:` URL
 * @see tornado.autoreload.watch
 */
export function watch(path: string | URL): void {
  const absolute = resolve(filePathOf("path", path));
  watched.add(absolute);
  if (isStarted) tell(absolute);
}

/**
 * Calls a function before the program is started again, to give back what the system does not take back by itself.
 *
 * @param hook - if it returns a promise, that is waited for, for five seconds in all
 * @see tornado.autoreload.add_reload_hook
 */
export function addReloadHook(hook: () => unknown): void {
  hooks.push(hook);
}

/** A process that this one starts inherits the variable, but not the one who restarts it. */
function isSupervised(): boolean {
  return process.connected && process.env[supervisorVariable] === String(process.ppid);
}

function tell(path: string): void {
  process.send?.({ watch: path } satisfies WatchMessage);
}

async function reload(message: unknown): Promise<void> {
  if (!isReload(message)) return;
  genLog.info(`${message.changed} modified; restarting server`);
  for (const hook of hooks) {
    try {
      await hook();
    } catch (error) {
      genLog.error({ err: error }, "Uncaught exception in a reload hook");
    }
  }
  process.exit();
}

function isReload(message: unknown): message is ReloadMessage {
  return typeof message === "object" && message !== null && "changed" in message;
}
