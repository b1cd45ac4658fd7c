import type { Dispatcher } from "undici";
import { formatTimestamp, type HTTPHeaders } from "../httputil/index.ts";
import { basicCredentials } from "./basic-auth.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import { proxySettings } from "./connection-settings.ts";
import type { EffectiveOptions } from "./effective-options.ts";
import type { Hop } from "./hop.ts";
import { producedBody } from "./request-body.ts";

/** Framing is the connection's own: undici refuses these fields, or writes them itself. */
const framingFields = new Set(["transfer-encoding", "keep-alive", "expect"]);

/** A hop as it is sent. */
export type WireRequest = Dispatcher.DispatchOptions & { readonly headers: string[] };

/** What answers the questions for credentials of server and proxy; `undefined` where they have asked nothing. */
export interface Authorization {
  readonly server?: string;
  readonly proxy?: string;
}

/** Makes of a hop what is sent on a connection with these settings. */
export function wireRequest(
  hop: Hop,
  options: EffectiveOptions,
  settings: ConnectionSettings,
  authorization: Authorization,
): WireRequest {
  const { url, method, body, bodyProducer } = hop;
  const isForwarded = settings.origin !== url.origin;
  const headers = wireHeaders(hop, options, authorization.server);
  if (isForwarded) addProxyFields(headers, hop, options, authorization.proxy);
  return {
    method,
    // RFC 9112 §3.2.2: a proxy is told all of the URL.
    path: isForwarded ? `${url.origin}${requestTarget(url)}` : requestTarget(url),
    headers,
    body: bodyProducer === undefined ? (body ?? null) : producedBody(bodyProducer),
  };
}

/** Path and query: what a server is asked for. */
export function requestTarget({ pathname, search }: URL): string {
  return search === "" ? pathname : pathname + search;
}

/** Pairs, so that repeated fields stay apart. */
function wireHeaders(hop: Hop, options: EffectiveOptions, authorization: string | undefined): string[] {
  const { headers, credentials } = hop;
  const pairs: string[] = [];
  const authorizes = authorization ?? basicOf(credentials);
  addOwn(pairs, headers, authorizes !== undefined);
  if (authorizes !== undefined) pairs.push("Authorization", authorizes);
  if (!headers.has("User-Agent")) pairs.push("User-Agent", options.userAgent);
  if (options.decompressResponse && !headers.has("Accept-Encoding"))
    pairs.push("Accept-Encoding", "gzip, br");
  if (options.ifModifiedSince !== undefined && !headers.has("If-Modified-Since"))
    pairs.push("If-Modified-Since", formatTimestamp(options.ifModifiedSince));
  if (hop.method === "POST" && !headers.has("Content-Type"))
    pairs.push("Content-Type", "application/x-www-form-urlencoded");
  return pairs;
}

function addOwn(pairs: string[], headers: HTTPHeaders, authorizes: boolean): void {
  if (headers.size === 0) return;
  for (const [name, value] of headers.getAll()) {
    const lower = name.toLowerCase();
    if (framingFields.has(lower) || (authorizes && lower === "authorization")) continue;
    pairs.push(name, value);
  }
}

function basicOf(credentials: Hop["credentials"]): string | undefined {
  if (credentials === undefined || credentials.mode === "digest") return undefined;
  return basicCredentials(credentials.username, credentials.password);
}

function addProxyFields(
  headers: string[],
  hop: Hop,
  options: EffectiveOptions,
  authorization: string | undefined,
): void {
  if (!hop.headers.has("Host")) headers.push("Host", hop.url.host);
  const proxy = proxySettings(options);
  const basic =
    proxy?.username === undefined || proxy.isDigest
      ? undefined
      : basicCredentials(proxy.username, proxy.password);
  const authorizes = authorization ?? basic;
  if (authorizes !== undefined) headers.push("Proxy-Authorization", authorizes);
}
