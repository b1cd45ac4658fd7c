import { httpKind } from "./http.js";

/** How a scenario is measured and told, by its `kind`. */
export const kinds = { http: httpKind };
