import { HTTPInputError, type RequestStartLine } from "../httputil/index.ts";
import { trimmedSlice } from "../httputil/internal.ts";
import { isAuthority } from "./authority.ts";
import { readFramingFields } from "./framing-fields.ts";

/** What the head of a request says, with everything that decides where the message ends. */
export interface RequestHead {
  readonly startLine: RequestStartLine;
  /** The header field lines, each ended by CRLF; validated. */
  readonly fieldLines: string;
  /** With which letters their names begin, see `FramingFields`. */
  readonly initials: number;
  /** How many bytes the head has, from the request line through the empty line. */
  readonly size: number;
  /** The length of the body in bytes; 0 if there is none, -1 if it is chunked. */
  readonly contentLength: number;
  /** Whether the client lets the connection live on after the answer. */
  readonly isPersistent: boolean;
  /** Whether the client waits for `100 (Continue)` before it sends the body. */
  readonly expectsContinue: boolean;
}

const digits = /^[0-9]+$/;
const codingName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// Beyond 15 digits a number would lose precision; no limit of ours is that large.
const mostDigits = 15;

/**
 * Picks the framing fields out of a validated head, and checks the rules that keep everybody on the way agreed on
 * where the message ends (RFC 9112 §3.2, §6, §9.3).
 *
 * @param text - begins with the head
 * @param firstField - where its first field line begins
 * @param size - where the head ends
 * @throws {HTTPInputError} if a rule is broken
 */
export function readFraming(
  startLine: RequestStartLine,
  text: string,
  firstField: number,
  size: number,
): RequestHead {
  const isVersion10 = startLine.version === "HTTP/1.0";
  const { connection, contentLength, expect, host, transferEncoding, initials } = readFramingFields(
    text,
    firstField,
    size - 2,
  );
  checkHost(host, isVersion10);
  return {
    startLine,
    fieldLines: text.slice(firstField, size - 2),
    initials,
    size,
    contentLength:
      transferEncoding === undefined
        ? parseLength(contentLength)
        : checkChunked(transferEncoding, contentLength, isVersion10),
    // RFC 9110 §9.3.6: what follows a CONNECT is meant for somebody else, and never a request.
    isPersistent:
      startLine.method !== "CONNECT" &&
      (connection === undefined ? !isVersion10 : isPersistent(connection, isVersion10)),
    expectsContinue: expect !== undefined && !isVersion10 && isContinue(expect),
  };
}

/** Clients name the same host again and again: the last one that was found valid. */
let knownHost = "";

function checkHost(host: string | undefined, isVersion10: boolean): void {
  if (host === undefined) {
    if (isVersion10) return;
    throw new HTTPInputError("The Host field is missing (RFC 9112 §3.2)");
  }
  if (host === knownHost) return;
  // RFC 9112 §3.2: empty where the target has no authority.
  if (host !== "" && !isAuthority(host)) {
    throw new HTTPInputError("The Host field is not a valid host (RFC 9112 §3.2)");
  }
  knownHost = host;
}

/** RFC 9112 §6.3: a list of equal lengths is one length; anything else is an attack or a bug. */
function parseLength(text: string | undefined): number {
  if (text === undefined) return 0;
  if (digits.test(text) && text.length <= mostDigits) return Number(text);
  const lengths = listOf(text);
  const first = lengths[0] as string;
  if (!digits.test(first) || lengths.some((one) => one !== first)) {
    throw new HTTPInputError("Content-Length is not one decimal number (RFC 9112 §6.3)");
  }
  const significant = first.replace(/^0+(?=.)/, "");
  if (significant.length > mostDigits) throw new HTTPInputError("Content-Length is too large", 413);
  return Number(significant);
}

/** RFC 9112 §6.1, §6.3: `chunked` and nothing else; any doubt about the length ends the connection. */
function checkChunked(coding: string, length: string | undefined, isVersion10: boolean): -1 {
  if (length !== undefined) {
    throw new HTTPInputError("Transfer-Encoding and Content-Length exclude each other (RFC 9112 §6.3)");
  }
  if (isVersion10) throw new HTTPInputError("HTTP/1.0 has no Transfer-Encoding (RFC 9112 §6.1)");
  const codings = listOf(coding.toLowerCase());
  if (codings.length === 1 && codings[0] === "chunked") return -1;
  const chunkedAt = codings.indexOf("chunked");
  if (
    !codings.every((one) => codingName.test(one)) ||
    (chunkedAt !== -1 && chunkedAt !== codings.length - 1)
  ) {
    throw new HTTPInputError("Transfer-Encoding has to end with chunked, applied once (RFC 9112 §6.1)");
  }
  throw new HTTPInputError("The only transfer coding understood here is chunked (RFC 9112 §6.1)", 501);
}

/** RFC 9112 §9.3, §9.6: `Connection` is a list of tokens, and `close` beats `keep-alive`. */
function isPersistent(connection: string, isVersion10: boolean): boolean {
  if (connection === "keep-alive") return true;
  const tokens = listOf(connection.toLowerCase());
  if (tokens.includes("close")) return false;
  return !isVersion10 || tokens.includes("keep-alive");
}

/** RFC 9110 §10.1.1: `Expect` is a list, whose only known member ignores case. */
function isContinue(expect: string): boolean {
  const members = listOf(expect.toLowerCase()).filter((one) => one !== "");
  if (members.every((one) => one === "100-continue")) return members.length > 0;
  throw new HTTPInputError("The only expectation understood here is 100-continue (RFC 9110 §10.1.1)", 417);
}

/** RFC 9110 §5.6.1: the members between the commas; empty ones are for the caller to judge. */
function listOf(value: string): string[] {
  return value.split(",").map((one) => trimmedSlice(one, 0, one.length));
}
