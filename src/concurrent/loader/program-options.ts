import { workerData } from "node:worker_threads";
import { isWorkerStart } from "../worker/worker-start.ts";

/** What Node evaluates before the program, as an option with its value behind it or after `=`. */
const preload = /^(?:--import|--require|-r|--loader|--experimental-loader)(?:=|$)/;

/** `tsx` itself, by its name or its path; not a file that is called so. */
const tsx = /^(?:[^=]+=)?tsx(?:\/[\w-]+)?$|[\\/]tsx[\\/]dist[\\/]/;

/** Node's options of the program: those of the process, also in a thread that was started with fewer. */
export function programOptions(): readonly string[] {
  return isWorkerStart(workerData) ? workerData.typhoon.programOptions : process.execArgv;
}

/**
 * Node's options of a thread; `undefined`: those of the process.
 *
 * `tsx` is left out where nothing but it is preloaded: a thread installs it by itself, after it has loaded this
 * library's files, which `tsx` would transform in each thread.
 */
export function threadOptions(options: readonly string[] = programOptions()): string[] | undefined {
  // A thread refuses to start with an option about a program that was given as text.
  if (options.some((option) => option.startsWith("--input-type"))) return [];
  const [preloads, rest] = [[] as string[], [] as string[]];
  let isValue = false;
  for (const option of options) {
    (isValue || preload.test(option) ? preloads : rest).push(option);
    isValue = !isValue && preload.test(option) && !option.includes("=");
  }
  const values = preloads.filter((option) => !preload.test(option) || option.includes("="));
  return values.length > 0 && values.every((value) => tsx.test(value)) ? rest : undefined;
}
