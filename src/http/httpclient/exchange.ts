import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { type Dispatcher, request as send } from "undici";
import { HTTPHeaders, reasonPhrase } from "../httputil/index.ts";
import { HTTPStreamClosedError } from "./errors.ts";
import type { HTTPRequest } from "./http-request.ts";
import type { Hop } from "./redirects.ts";

/** The answer to one hop. */
export interface HopResponse {
  readonly code: number;
  readonly reason: string;
  readonly headers: HTTPHeaders;
  readonly body: Buffer;
}

/** Sends one hop and reads the whole answer. */
export async function exchange(
  hop: Hop,
  request: HTTPRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<HopResponse> {
  const { statusCode, statusText, headers, body } = await send(withoutUserInfo(hop.url), {
    dispatcher,
    signal,
    method: hop.method as Dispatcher.HttpMethod,
    headers: wireHeaders(hop, request),
    body: hop.body ?? null,
    // The request's own time limit rules; undici's would fire in the middle of a longer one.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const received = receivedHeaders(headers);
  const reason = statusText || reasonPhrase(statusCode);
  if (statusCode === 304) {
    endWithoutBody(body);
    return { code: statusCode, reason, headers: received, body: Buffer.alloc(0) };
  }
  const pieces = request.decompressResponse ? decompressed(body, received) : body;
  const bytes = await collect(pieces, request.maxBodySize);
  return { code: statusCode, reason, headers: received, body: bytes };
}

/** RFC 9110 §8.6: the length in a 304 is that of the body it would have had; undici misses those bytes. */
function endWithoutBody(body: NodeJS.ReadableStream): void {
  body.on("error", () => {}).resume();
}

/** Pairs, so that repeated fields stay apart. */
function wireHeaders(hop: Hop, request: HTTPRequest): string[] {
  const headers = new HTTPHeaders(hop.headers);
  const url = new URL(hop.url);
  if (!headers.has("User-Agent")) headers.set("User-Agent", request.userAgent);
  if (request.decompressResponse && !headers.has("Accept-Encoding"))
    headers.set("Accept-Encoding", "gzip, br");
  if (url.username !== "" && !headers.has("Authorization")) headers.set("Authorization", basicAuth(url));
  if (hop.method === "POST" && !headers.has("Content-Type")) {
    headers.set("Content-Type", "application/x-www-form-urlencoded");
  }
  return [...headers.getAll()].flat();
}

function basicAuth(url: URL): string {
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(credentials.normalize("NFC")).toString("base64")}`;
}

function withoutUserInfo(text: string): string {
  const url = new URL(text);
  url.username = "";
  url.password = "";
  return url.href;
}

function receivedHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): HTTPHeaders {
  const headers = new HTTPHeaders();
  for (const [name, value] of Object.entries(raw)) {
    for (const item of [value ?? []].flat()) headers.add(name, item);
  }
  return headers;
}

function decompressed(body: NodeJS.ReadableStream, headers: HTTPHeaders): AsyncIterable<string | Buffer> {
  const coding = headers.get("Content-Encoding")?.trim().toLowerCase();
  const decoder = coding === undefined ? undefined : decoders.get(coding)?.();
  if (decoder === undefined) return body;
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  body.on("error", (error) => decoder.destroy(error));
  return body.pipe(decoder);
}

const decoders = new Map([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);

async function collect(pieces: AsyncIterable<string | Buffer>, maxBodySize: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const chunk = typeof piece === "string" ? Buffer.from(piece) : piece;
    size += chunk.length;
    // Leaving the loop destroys the stream, so a bomb stops here.
    if (size > maxBodySize)
      throw new HTTPStreamClosedError(`Body is larger than maxBodySize, ${maxBodySize} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
