import { readFileSync } from "node:fs";

/**
 * How long, in all, the loop's thread was ready to run but got no processor, in milliseconds; 0 where the system does
 * not tell.
 *
 * On an overloaded machine, or in a container that has used up its share, a loop comes late through nobody's fault.
 */
export function processorWaitMs(): number {
  try {
    // Linux: nanoseconds on a processor, nanoseconds of waiting for one, and a count; of the process's first thread.
    const [, waited = "0"] = readFileSync("/proc/self/schedstat", "utf8").split(" ");
    return Number(waited) / 1e6;
  } catch {
    return 0;
  }
}
