import type { HTTPHeaders } from "../httputil/index.ts";
import type { AuthMode } from "./client-options.ts";
import type { EffectiveOptions } from "./effective-options.ts";
import { type HTTPRequest, parsedUrl } from "./http-request.ts";
import type { BodyProducer } from "./request-body.ts";

/** One request of the chain that redirects make. */
export interface Hop {
  /** Without user and password. */
  readonly url: URL;
  readonly method: string;
  readonly headers: HTTPHeaders;
  readonly body: Uint8Array | undefined;
  readonly bodyProducer: BodyProducer | undefined;
  readonly credentials: Credentials | undefined;
}

/** Who asks. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly mode: AuthMode;
}

/** The first hop: the request itself. */
export function firstHop(request: HTTPRequest, options: EffectiveOptions): Hop {
  const url = parsedUrl(request);
  const headers = request.headers;
  const { bodyProducer, authMode: mode, authUsername: username, authPassword: password = "" } = options;
  const credentials = username === undefined ? userInfo(url, mode) : { username, password, mode };
  return {
    url: withoutUserInfo(url),
    method: request.method,
    headers,
    body: request.body,
    bodyProducer,
    credentials,
  };
}

/** User and password of a URL; `undefined` if it has none. */
export function userInfo({ username, password }: URL, mode: AuthMode): Credentials | undefined {
  if (username === "" && password === "") return undefined;
  return { username: decoded(username), password: decoded(password), mode };
}

/** The same URL, without what must not be seen. */
export function withoutUserInfo(url: URL): URL {
  if (url.username === "" && url.password === "") return url;
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
