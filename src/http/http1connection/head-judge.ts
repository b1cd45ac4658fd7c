import { HTTPInputError } from "../httputil/index.ts";
import type { InputBuffer } from "../httputil/internal.ts";
import { isToken, isValue } from "./line-characters.ts";

type Place = "method" | "target" | "version" | "end of line" | "start of field" | "name" | "value" | "end";

const space = 0x20;
const tab = 0x09;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const colon = 0x3a;
const hash = 0x23;
const slash = 0x2f;
const mostOfScheme = 8;
const anyVersion = /^(?:H(?:T(?:T(?:P(?:\/(?:[0-9](?:\.[0-9]?)?)?)?)?)?)?)?$/;

/**
 * Judges a head that is of a rarer form, malformed, or not complete: each byte once, and at the first with which it can
 * become valid no more. So the same bytes get the same answer however they were cut, and whoever speaks TLS or another
 * protocol is told at once.
 */
export class HeadJudge {
  #place: Place = "method";
  /** How many bytes were judged, and where the target began and the version. */
  #judged = 0;
  #targetStart = 0;
  #versionStart = 0;

  /**
   * Judges the bytes up to `end` that were not judged before.
   *
   * @param input - begins with the head
   * @throws {HTTPInputError} if one of them makes the head malformed
   */
  judge(input: InputBuffer, end: number): void {
    const { bytes, start } = input;
    for (let at = start + this.#judged; at < end; at++) {
      const byte = bytes[at] as number;
      if (this.#place === "value") {
        if (isValue(byte)) continue;
        if (byte !== carriageReturn) throw valueFault(byte);
        this.#place = "end of line";
      } else if (this.#place === "name") {
        if (isToken(byte)) continue;
        if (byte !== colon) throw nameFault(byte);
        this.#place = "value";
      } else this.#step(byte, at - start, input);
    }
    this.#judged = Math.max(this.#judged, end - start);
  }

  #step(byte: number, offset: number, input: InputBuffer): void {
    switch (this.#place) {
      case "method":
        return this.#stepMethod(byte, offset);
      case "target":
        return this.#stepTarget(byte, offset, input);
      case "version":
        return this.#stepVersion(byte, offset, input);
      case "start of field":
        return this.#stepField(byte);
      default:
        if (byte !== lineFeed) throw bareLineEndError();
        this.#place = "start of field";
    }
  }

  #stepMethod(byte: number, offset: number): void {
    if (isToken(byte)) return;
    if (offset === 0) throw new HTTPInputError("The request does not begin with a method (RFC 9112 §3.1)");
    if (byte !== space) throw lineFault(byte);
    this.#place = "target";
    this.#targetStart = offset + 1;
  }

  /** Most targets are paths; what else may stand there is short, or judged when it has ended. */
  #stepTarget(byte: number, offset: number, input: InputBuffer): void {
    const size = offset - this.#targetStart;
    if (byte === space && size > 0) {
      this.#place = "version";
      this.#versionStart = offset + 1;
      return;
    }
    if (byte === hash || byte === tab || byte === space || !isValue(byte)) throw lineFault(byte);
    if (size >= mostOfScheme || input.bytes[input.start + this.#targetStart] === slash) return;
    const method = textOf(input, 0, this.#targetStart - 1);
    if (!mayBegin(method, textOf(input, this.#targetStart, offset + 1).toLowerCase()))
      throw new HTTPInputError("The request target is malformed (RFC 9112 §3.2)");
  }

  #stepVersion(byte: number, offset: number, input: InputBuffer): void {
    const isEnd = byte === carriageReturn;
    const version = textOf(input, this.#versionStart, isEnd ? offset : offset + 1);
    if (version.length > 8 || !anyVersion.test(version) || (isEnd && version.length < 8))
      throw lineFault(byte);
    if (version.length === 8 && version[5] !== "1")
      throw new HTTPInputError("This server speaks HTTP/1.0 and HTTP/1.1", 505);
    if (!isEnd) return;
    this.#place = "end of line";
  }

  #stepField(byte: number): void {
    if (byte === carriageReturn) this.#place = "end";
    else if (isToken(byte)) this.#place = "name";
    else if (byte === space || byte === tab)
      throw new HTTPInputError("A header field is folded over several lines (RFC 9112 §5.2)");
    else throw nameFault(byte);
  }
}

/** RFC 9112 §2.2 lets a server take a bare LF for a line end; those on the way may not, so we never do. */
export function bareLineEndError(): HTTPInputError {
  return new HTTPInputError("A line of the head does not end with CRLF (RFC 9112 §2.2)");
}

function textOf({ bytes, start }: InputBuffer, from: number, to: number): string {
  return bytes.toString("latin1", start + from, start + to);
}

/** `PRI *` begins HTTP/2, whose version is what is wrong with it. */
function mayBegin(method: string, target: string): boolean {
  if (method === "CONNECT") return true;
  if (target === "*") return method === "OPTIONS" || method === "PRI";
  return "http://".startsWith(target) || "https://".startsWith(target) || target.startsWith("http://");
}

function lineFault(byte: number): HTTPInputError {
  if (byte === lineFeed) return bareLineEndError();
  return new HTTPInputError("The request line is malformed (RFC 9112 §3)");
}

function nameFault(byte: number): HTTPInputError {
  if (byte === lineFeed) return bareLineEndError();
  if (byte === carriageReturn) return new HTTPInputError("A header line has no colon (RFC 9112 §5)");
  if (byte === space || byte === tab)
    return new HTTPInputError("There is white space in a field name, or before its colon (RFC 9112 §5.1)");
  return new HTTPInputError("A field name is not a token (RFC 9110 §5.1)");
}

function valueFault(byte: number): HTTPInputError {
  if (byte === lineFeed) return bareLineEndError();
  return new HTTPInputError("A field value holds a control character (RFC 9110 §5.5)");
}
