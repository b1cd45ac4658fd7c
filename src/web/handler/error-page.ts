import { inspect } from "node:util";
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

/** A chain of causes may be long, or a circle. */
const mostCauses = 20;

/** The error's stack with those of its causes, for the programmer's eyes. */
export function traceback(error: unknown): string {
  const stacks: string[] = [];
  let next = error;
  while (stacks.length < mostCauses) {
    stacks.push(next instanceof Error ? (next.stack ?? String(next)) : inspect(next, { depth: 1 }));
    if (!(next instanceof Error) || next.cause === undefined) break;
    next = next.cause;
  }
  return stacks.join("\nCaused by: ");
}
