import { HTTPInputError, type HTTPServerRequest } from "../httputil/index.ts";

/**
 * The URL of a request, for an application that reads URLs instead of request targets.
 *
 * Reading a URL changes it: dot segments go, `\` becomes `/`, hosts are written anew. A rule has matched the host and the
 * path as they came, so a request of which they would not stay what they are is refused. In the query, at which no rule
 * looks, characters that have no place there are percent-encoded.
 *
 * @throws {HTTPInputError} 400 if host or path would change, or cannot be in a URL
 */
export function containedUrl(request: HTTPServerRequest): string {
  const { path, protocol, host } = request;
  const url = path.startsWith("/") ? parse(`${protocol}://${host}${encodeBytes(request.uri)}`) : undefined;
  if (url === undefined || url.pathname !== path) {
    throw new HTTPInputError(
      "The request target is not the path of a URL in its normal form (RFC 3986 §6.2)",
    );
  }
  if (url.hostname !== request.hostName || url.port !== portOf(host, protocol)) {
    throw new HTTPInputError("The requested host is not that of a URL in its normal form (RFC 3986 §6.2)");
  }
  return url.href;
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** What the characters beyond ASCII stand for are the bytes of the target: taken for text, they would be encoded twice. */
function encodeBytes(text: string): string {
  return text.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

function portOf(host: string, protocol: string): string {
  const port = /:(\d+)$/.exec(host)?.[1];
  if (port === undefined) return "";
  const isDefault = Number(port) === (protocol === "https" ? 443 : 80);
  return isDefault ? "" : String(Number(port));
}
