/** Sees each line of the three loggers, and says whether it is written. */
export type LogFilter = (line: string) => boolean;

const filters = new Set<LogFilter>();

/**
 * Has each line of the three loggers pass a function before it is written.
 *
 * @param filter - called with a line of JSON; `false` drops the line
 * @returns a function that takes the filter away
 * @example
 * ```ts
 * import { addLogFilter } from "typhoon/log";
 *
 * const remove = addLogFilter((line) => !line.includes("/health"));
 * remove();
 * ```
 */
export function addLogFilter(filter: LogFilter): () => void {
  // A function that is given twice counts twice.
  const own: LogFilter = (line) => filter(line);
  filters.add(own);
  return () => void filters.delete(own);
}

/** Whether no filter drops the line. The newest comes first, and a line that it drops is not seen by others. */
export function passesFilters(line: string): boolean {
  return filters.size === 0 || [...filters].reverse().every((filter) => filter(line));
}
