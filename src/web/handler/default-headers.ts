import { version } from "../../base/errors/index.ts";
import { HTTPHeaders, httpDate } from "../../http/httputil/index.ts";
import { wireFieldsOf } from "../../http/httputil/internal.ts";

/** The `Server` field of every answer. */
const serverName = `TyphoonServer/${version}`;

let madeAt = "";
let made = new HTTPHeaders();

/** The fields that every response begins with; made anew once a second, and copied for each response. */
export function defaultHeaders(): HTTPHeaders {
  const date = httpDate();
  if (date !== madeAt) {
    made = new HTTPHeaders({ Server: serverName, "Content-Type": "text/html; charset=UTF-8", Date: date });
    // Written out here, once for all responses of this second.
    wireFieldsOf(made);
    madeAt = date;
  }
  return made.copy();
}
