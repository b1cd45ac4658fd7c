import type { HTTPHeaders } from "../../http/httputil/index.ts";
import { parseHttpDate } from "../../http/httputil/internal.ts";

/** What there is now of a resource, as far as preconditions ask for it. */
export interface Representation {
  /** Its entity tag, in quotes. Default: it has none. */
  readonly etag?: string | undefined;
  /** When it changed last. Default: not known. */
  readonly modified?: Date | undefined;
}

/** What a request's preconditions demand: the usual response, a 304, or a 412. */
export type Verdict = "proceed" | "not modified" | "failed";

/**
 * Evaluates `If-Match`, `If-Unmodified-Since`, `If-None-Match` and `If-Modified-Since` in the order of RFC 9110 §13.2.2.
 *
 * @param request - its method and headers
 * @param current - what there is now; `undefined` where nothing exists yet
 */
export function evaluatePreconditions(
  { method, headers }: { readonly method: string; readonly headers: HTTPHeaders },
  current: Representation | undefined,
): Verdict {
  if (failsToMatch(headers, current)) return "failed";
  const isRead = method === "GET" || method === "HEAD";
  const ifNoneMatch = headers.get("If-None-Match");
  if (ifNoneMatch !== undefined) {
    if (current === undefined || !isListed(ifNoneMatch, current, isSameWeakly)) return "proceed";
    return isRead ? "not modified" : "failed";
  }
  return isRead && isUnmodified(headers, current) ? "not modified" : "proceed";
}

/**
 * Whether a request asks for another version than there is: `If-Match`, or `If-Unmodified-Since` where that is missing
 * (RFC 9110 §13.2.2, steps 1 and 2).
 */
export function failsToMatch(headers: HTTPHeaders, current: Representation | undefined): boolean {
  const ifMatch = headers.get("If-Match");
  if (ifMatch !== undefined) return current === undefined || !isListed(ifMatch, current, isSameStrongly);
  const limit = dateOf(headers, "If-Unmodified-Since");
  const modified = current?.modified;
  return limit !== undefined && modified !== undefined && wholeSeconds(modified) > limit;
}

/** Whether the client's copy is from the time of the last change, or later (RFC 9110 §13.1.3); tags are not compared. */
export function isUnmodified(headers: HTTPHeaders, current: Representation | undefined): boolean {
  const since = dateOf(headers, "If-Modified-Since");
  const modified = current?.modified;
  return since !== undefined && modified !== undefined && wholeSeconds(modified) <= since;
}

/**
 * Whether a client that sends this `If-None-Match` has the content already (RFC 9110 §13.1.2, weak comparison).
 *
 * @param ifNoneMatch - the header as it was sent
 * @param etag - the tag of the content that would be sent
 */
export function isKnownToClient(ifNoneMatch: string, etag: string): boolean {
  return isListed(ifNoneMatch, { etag }, isSameWeakly);
}

/** Whether a request has another precondition than `If-None-Match`, which most have if they have one at all. */
export function hasOtherPrecondition(headers: HTTPHeaders): boolean {
  return headers.has("If-Match") || headers.has("If-Modified-Since") || headers.has("If-Unmodified-Since");
}

/** What the response's own headers say of its content. */
export function describedBy(response: HTTPHeaders): Representation {
  const modified = dateOf(response, "Last-Modified");
  return { etag: response.get("Etag"), modified: modified === undefined ? undefined : new Date(modified) };
}

/** A moment as HTTP writes it: without its milliseconds. */
export function wholeSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000) * 1000;
}

/** A list that is no list of tags has none: `If-Match` then fails, and `If-None-Match` holds. */
function isListed(
  list: string,
  { etag }: Representation,
  isSame: (one: string, other: string) => boolean,
): boolean {
  const listed = list.match(/\*|(?:W\/)?"[^"]*"/g);
  if (listed === null) return false;
  return listed[0] === "*" || (etag !== undefined && listed.some((one) => isSame(one, etag)));
}

/** RFC 9110 §8.8.3.2: a weak tag is never the same as another one, not even as itself. */
function isSameStrongly(one: string, other: string): boolean {
  return one === other && !one.startsWith("W/");
}

function isSameWeakly(one: string, other: string): boolean {
  return opaque(one) === opaque(other);
}

function opaque(etag: string): string {
  return etag.startsWith("W/") ? etag.slice(2) : etag;
}

/** RFC 9110 §13.1.3, §13.1.4: what is not a date is ignored. */
function dateOf(headers: HTTPHeaders, name: string): number | undefined {
  const value = headers.get(name);
  return value === undefined ? undefined : parseHttpDate(value);
}
