import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import type { ApplicationSettings } from "../handler/index.ts";

/** What cannot break a log line or the command with which somebody looks for it. */
const harmless = /^[\w.~:/=+@-]{1,128}$/;

/** Names a request as the proxy has done that the application trusts; anything but a harmless name is passed over. */
export function adoptRequestId(request: HTTPServerRequest, { requestIdHeader }: ApplicationSettings): void {
  if (requestIdHeader === undefined) return;
  const id = request.headers.get(requestIdHeader);
  if (id !== undefined && harmless.test(id)) request.id = id;
}
