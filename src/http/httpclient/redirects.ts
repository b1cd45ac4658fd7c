import { type Credentials, type Hop, userInfo, withoutUserInfo } from "./hop.ts";
import { canRepeat } from "./request-body.ts";

const redirectCodes = new Set([301, 302, 303, 307, 308]);
const bodyFields = ["Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding"];
const credentialFields = ["Authorization", "Cookie", "Proxy-Authorization"];

/** @returns whether the answer sends the client elsewhere */
export function isRedirect(code: number, location: string | undefined): boolean {
  return redirectCodes.has(code) && location !== undefined;
}

/**
 * Tornado's rules for the next hop: 303, and 301 and 302 after a `POST`, become a `GET` without the body; to another
 * origin than the first request's no credentials are sent.
 *
 * @param first - the first request of the chain
 * @param hop - the one that was answered
 * @param code - the answer's status
 * @param location - the answer's `Location`
 * @returns `undefined` if nothing can be fetched there, or the body is needed again and cannot be made again
 */
export function nextHop(first: Hop, hop: Hop, code: number, location: string): Hop | undefined {
  const url = targetOf(location, hop.url);
  if (url === undefined) return undefined;
  const headers = hop.headers.copy();
  const isSameOrigin = first.url.origin === url.origin;
  if (!isSameOrigin) for (const name of credentialFields) headers.delete(name);
  const mode = hop.credentials?.mode ?? "basic";
  const credentials: Credentials | undefined = isSameOrigin
    ? (userInfo(url, mode) ?? hop.credentials)
    : undefined;
  const next = { ...hop, url: withoutUserInfo(url), headers, credentials };
  if (!becomesGet(hop.method, code)) return canRepeat(hop.bodyProducer) ? next : undefined;
  for (const name of bodyFields) headers.delete(name);
  return { ...next, method: "GET", body: undefined, bodyProducer: undefined };
}

function becomesGet(method: string, code: number): boolean {
  if (code === 303) return method !== "HEAD";
  return (code === 301 || code === 302) && method === "POST";
}

function targetOf(location: string, base: URL): URL | undefined {
  // Bytes beyond ASCII, of whatever encoding, go back as they came.
  const text = location.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  if (!URL.canParse(text, base.href)) return undefined;
  const url = new URL(text, base.href);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  // RFC 9110 §10.2.2: a Location without a fragment inherits that of the request's URL.
  if (url.hash === "" && base.hash !== "") url.hash = base.hash;
  return url;
}
