import { urlConcat } from "../../http/httputil/index.ts";
import { encodePath } from "../../http/httputil/internal.ts";
import { type PathKeywords, RequestHandler } from "../handler/index.ts";

/** What a {@link RedirectHandler} is told by its rule. */
export interface RedirectKwargs {
  /** Where to; `{0}`, `{}` and `{name}` stand for what the groups of the pattern caught. */
  readonly url: string;
  /** 301, which clients may remember, instead of 302. Default: `true`. */
  readonly permanent?: boolean;
}

/**
 * Sends GET requests to another URL, with the arguments of their query.
 *
 * @example
 * ```ts
 * import { Application, RedirectHandler } from "typhoon/web";
 *
 * const app = new Application([["/old/(\\w+)", RedirectHandler, { url: "/new/{0}" }]]);
 * ```
 * @see tornado.web.RedirectHandler
 */
export class RedirectHandler extends RequestHandler {
  #url = "";
  #permanent = true;

  /** @param kwargs - where to, and for how long */
  override initialize({ url, permanent = true }: RedirectKwargs): void {
    this.#url = url;
    this.#permanent = permanent;
  }

  override get(): void {
    const groups = { ...Object.fromEntries(this.pathArgs.entries()), ...this.pathKwargs };
    const url = withinSite(this.#url, fill(this.#url, groups));
    const args = [...this.request.queryArguments].flatMap(([name, values]) =>
      values.map((value) => [name, value] as const),
    );
    this.redirect(urlConcat(url, args), { permanent: this.#permanent });
  }
}

function fill(template: string, groups: PathKeywords): string {
  let position = 0;
  return template.replace(/\{\{|\}\}|\{(\w*)\}/g, (whole: string, name?: string) => {
    if (name === undefined) return whole.charAt(0);
    const key = name === "" ? String(position++) : name;
    if (Object.hasOwn(groups, key)) return encodePath(String(groups[key] ?? ""));
    throw new TypeError(`Cannot redirect to ${template} as the path's pattern has no group ${key}`);
  });
}

/** A template that begins with a scheme, which may be a group, or with a host: another site is what it says. */
const namesSite = /^(?:[\w+.{}-]+:|[/\\]{2})/;

/** What a group caught must not lead to another site, as `//evil.com` of `{0}` or `/{0}` would; a colon in it is encoded. */
function withinSite(template: string, url: string): string {
  return namesSite.test(template) ? url : url.replace(/^[/\\]+/, "/");
}
