import {
  anyValue,
  dateOrMs,
  number,
  OptionRules,
  type RulesOf,
  text,
  trueOrFalse,
  word,
} from "../../base/errors/internal.ts";

/** What a browser may do with a cookie, and for how long. */
export interface CookieAttributes {
  /** The host, with all its subdomains, that gets the cookie. Default: the host that sets it, alone. */
  readonly domain?: string;
  /** When the browser drops it: a date, or milliseconds since 1970. Default: at the end of the browser's session. */
  readonly expires?: Date | number;
  /** The same, as days from now; `expires` wins if both are given. */
  readonly expiresDays?: number;
  /** The same, as milliseconds from now, sent in whole seconds as `Max-Age`; 0 drops the cookie at once. */
  readonly maxAgeMs?: number;
  /** The path below which the browser sends it. Default: `"/"`; an empty text leaves the attribute out. */
  readonly path?: string;
  /** Hide it from scripts. Default: `false`. */
  readonly httpOnly?: boolean;
  /** Send it over https only. Default: `false`. */
  readonly secure?: boolean;
  /** Whether requests from other sites carry it. Default: what the browser does without the attribute. */
  readonly sameSite?: "Strict" | "Lax" | "None";
  /** Keep it apart for each site in whose pages this one is embedded (CHIPS); needs `secure`. Default: `false`. */
  readonly partitioned?: boolean;
  /** Which cookies some browsers drop last when there are too many. Default: what the browser does without it. */
  readonly priority?: "Low" | "Medium" | "High";
}

/** Rules for the attributes of a cookie, for options that add to them. */
export const cookieAttributes: RulesOf<CookieAttributes> = {
  domain: text,
  expiresDays: number,
  expires: dateOrMs,
  // Its own check says more of what is not finite.
  maxAgeMs: anyValue,
  path: text,
  httpOnly: trueOrFalse,
  secure: trueOrFalse,
  sameSite: word("Strict", "Lax", "None"),
  partitioned: trueOrFalse,
  priority: word("Low", "Medium", "High"),
};

/** Attributes of a cookie: `domain`, `httpOnly` and the rest. */
export const cookieRules = new OptionRules<CookieAttributes>("set a cookie", cookieAttributes);
