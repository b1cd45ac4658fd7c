import { genLog } from "../../base/log/index.ts";
import { ThrottledWarning } from "../../base/log/internal.ts";
import { checkedNumber, MemoryBudget } from "../http1connection/internal.ts";

/**
 * The budget of a server, whose refusals come to the log together.
 *
 * @throws {RangeError} if the option is out of its range
 */
export function memoryBudget(options: { readonly maxBufferedBytes?: number }): MemoryBudget {
  const { maxBufferedBytes = 536_870_912 } = options;
  const limit = checkedNumber("maxBufferedBytes", maxBufferedBytes, 0);
  const warning = new ThrottledWarning<number>(genLog, refusalSentence);
  return new MemoryBudget(limit, () => warning.add(limit));
}

function refusalSentence(count: number, limit: number): string {
  const requests = count === 1 ? "1 request" : `${count} requests`;
  return `Refused ${requests} because clients make the server keep too much memory: maxBufferedBytes is ${limit}`;
}
