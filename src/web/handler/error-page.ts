import { xhtmlEscape } from "../../base/escape/index.ts";

/**
 * The page of an error, as Tornado has it.
 *
 * @param sentence - for the client, on what it did wrong
 */
export function errorPage(status: number, reason: string, sentence?: string): string {
  const message = `${status}: ${xhtmlEscape(reason)}`;
  const body = sentence === undefined ? message : `${message}: ${xhtmlEscape(sentence)}`;
  return `<html><title>${message}</title><body>${body}</body></html>`;
}

/** The error's stack with those of its causes, for the programmer's eyes. */
export function traceback(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? String(error);
  return error.cause === undefined ? own : `${own}\nCaused by: ${traceback(error.cause)}`;
}
