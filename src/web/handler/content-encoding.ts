import type { HTTPHeaders, HTTPServerRequest } from "../../http/httputil/index.ts";
import { acceptedCodings } from "../../http/httputil/internal.ts";
import { type Coding, compressWhole, PieceCompressor } from "./compressor.ts";
import type { OutputChunk, OutputHead, OutputTransform } from "./output-transform.ts";

/** Of equals, the one that compresses best. */
const codings: readonly Coding[] = ["br", "gzip"];
/** Below this a body gains nothing. */
const leastLength = 1_024;
const compressible =
  /^(?:text\/|application\/(?:javascript|x-javascript|json|xml|atom\+xml|xhtml\+xml)\s*(?:;|$)|image\/svg\+xml\s*(?:;|$))/i;

/**
 * Compresses answers with Brotli or gzip, as the client prefers: the transform behind the setting `compressResponse`.
 *
 * Text of 1,024 bytes and more is compressed, if it is not encoded already and no part of something; a strong `Etag`
 * becomes weak, as one tag would stand for several forms. Every answer gets `Vary: Accept-Encoding`. What `flush` sends
 * can be read at once.
 * @see tornado.web.GZipContentEncoding
 */
export class ContentEncoding implements OutputTransform {
  readonly #coding: Coding | undefined;
  readonly #isHead: boolean;
  #compressor: PieceCompressor | undefined;

  /** @param request - its `Accept-Encoding` decides */
  constructor({ method, headers }: HTTPServerRequest) {
    this.#coding = acceptedCodings(headers.get("Accept-Encoding"), codings)[0];
    this.#isHead = method === "HEAD";
  }

  transformFirstChunk(
    head: OutputHead,
    chunk: OutputChunk,
    isLast: boolean,
  ): OutputChunk | Promise<OutputChunk> {
    const { headers } = head;
    addVary(headers);
    const coding = this.#coding;
    if (coding === undefined || !isWorthIt(head, chunk, isLast)) return chunk;
    headers.set("Content-Encoding", coding);
    weakenEtag(headers);
    headers.delete("Content-Length");
    // RFC 9110 §9.3.2: what only making the content could tell may be left out.
    if (this.#isHead) return chunk;
    if (isLast) return sendWhole(headers, compressWhole(coding, Buffer.from(chunk ?? "")));
    this.#compressor = new PieceCompressor(coding);
    return this.#compressor.push(chunk, false);
  }

  transformChunk(chunk: OutputChunk, isLast: boolean): OutputChunk | Promise<OutputChunk> {
    return this.#compressor === undefined ? chunk : this.#compressor.push(chunk, isLast);
  }
}

function sendWhole(headers: HTTPHeaders, body: Buffer | Promise<Buffer>): Buffer | Promise<Buffer> {
  if (body instanceof Promise) return body.then((compressed) => sendWhole(headers, compressed));
  headers.set("Content-Length", String(body.byteLength));
  return body;
}

function isWorthIt({ status, headers }: OutputHead, chunk: OutputChunk, isLast: boolean): boolean {
  // A part is a part of the form that was not compressed; the others have no content.
  if (status < 200 || status === 204 || status === 206 || status === 304) return false;
  if (headers.has("Content-Encoding") || headers.has("Content-Range")) return false;
  if (!compressible.test(headers.get("Content-Type") ?? "")) return false;
  const length = isLast ? Buffer.byteLength(chunk ?? "") : headers.get("Content-Length");
  return length === undefined || Number(length) >= leastLength;
}

function addVary(headers: HTTPHeaders): void {
  const known = headers.getList("Vary").join(", ");
  if (/(?:^|,)\s*(?:\*|accept-encoding)\s*(?:,|$)/i.test(known)) return;
  headers.set("Vary", known === "" ? "Accept-Encoding" : `${known}, Accept-Encoding`);
}

function weakenEtag(headers: HTTPHeaders): void {
  const etag = headers.get("Etag");
  if (etag?.startsWith('"')) headers.set("Etag", `W/${etag}`);
}
