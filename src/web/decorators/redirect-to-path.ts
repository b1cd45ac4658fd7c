import { HTTPError, type RequestHandler } from "../handler/index.ts";
import { withinOwnSite } from "../handler/internal.ts";

/**
 * Sends the client to another path of this site for good, with the query as it is.
 *
 * @throws {HTTPError} 404 if the request is neither GET nor HEAD: its body would be lost on the way
 */
export function redirectToPath(handler: RequestHandler, path: string): void {
  const { method, query } = handler.request;
  if (method !== "GET" && method !== "HEAD") throw new HTTPError(404);
  handler.redirect(withinOwnSite(query === "" ? path : `${path}?${query}`), { permanent: true });
}
