import { HTTPHeaders } from "../httputil/index.ts";

/** What one hop sends. */
export interface Hop {
  readonly url: string;
  readonly method: string;
  readonly headers: HTTPHeaders;
  readonly body: Uint8Array | undefined;
}

const redirectCodes = new Set([301, 302, 303, 307, 308]);
const bodyFields = ["Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding"];
const credentialFields = ["Authorization", "Cookie"];

/**
 * Tornado's rules for the next hop: 303, and 301 and 302 after a `POST`, become a `GET` without the body; to another
 * origin than the first request's no credentials are sent.
 *
 * @param first - the first request of the chain
 * @param hop - the one that was answered
 * @param code - the answer's status
 * @param location - the answer's `Location`
 * @returns `undefined` if the answer is no redirect
 */
export function nextHop(first: Hop, hop: Hop, code: number, location: string | undefined): Hop | undefined {
  if (!redirectCodes.has(code) || location === undefined || !URL.canParse(location, hop.url))
    return undefined;
  const url = new URL(location, hop.url);
  const headers = new HTTPHeaders(hop.headers);
  if (new URL(first.url).origin !== url.origin) stripCredentials(url, headers);
  if (!becomesGet(hop.method, code)) return { ...hop, url: url.href, headers };
  for (const name of bodyFields) headers.delete(name);
  return { url: url.href, method: "GET", headers, body: undefined };
}

function becomesGet(method: string, code: number): boolean {
  if (code === 303) return method !== "HEAD";
  return (code === 301 || code === 302) && method === "POST";
}

function stripCredentials(url: URL, headers: HTTPHeaders): void {
  url.username = "";
  url.password = "";
  for (const name of credentialFields) headers.delete(name);
}
