import {
  anyObject,
  callable,
  either,
  OptionRules,
  text as textRule,
  trueOrFalse,
} from "../errors/internal.ts";
import { xhtmlEscape } from "./html.ts";
import { linkEnd } from "./link-end.ts";
import { type FoundLink, shortenLink } from "./shorten-link.ts";

/** Options of {@link linkify}. */
export interface LinkifyOptions {
  /** Show about 30 characters of a long link; the whole is then its `title`. Default: `false`. */
  readonly shorten?: boolean;
  /**
   * Further attributes of the tag, such as `rel="nofollow"`, or a function that gives those of a link. They are written
   * as they are: escape what comes from a user. Default: none.
   */
  readonly extraParams?: string | ((href: string) => string);
  /** Leave `www.example.com` alone, which has no protocol. Default: `false`. */
  readonly requireProtocol?: boolean;
  /** The protocols that become links; `javascript` here would let any text run code. Default: `["http", "https"]`. */
  readonly permittedProtocols?: Iterable<string>;
}

const optionRules = new OptionRules<LinkifyOptions>("linkify a text", {
  shorten: trueOrFalse,
  extraParams: either(textRule, callable),
  requireProtocol: trueOrFalse,
  permittedProtocols: either(textRule, anyObject),
});

/**
 * Plain text as HTML in which URLs have become links. All the rest is escaped, so the result may stand in a page.
 *
 * The time is proportional to the length of the text, whatever is in it.
 *
 * @param text - text, or UTF-8 bytes
 * @param options - which links, and how they look
 * @example
 * ```ts
 * import { linkify } from "typhoon/escape";
 *
 * linkify("Hello http://tornadoweb.org!");
 * // 'Hello <a href="http://tornadoweb.org">http://tornadoweb.org</a>!'
 * ```
 * @see tornado.escape.linkify
 */
export function linkify(text: string | Uint8Array, options: LinkifyOptions = {}): string {
  optionRules.check(options);
  const escaped = xhtmlEscape(text);
  const permitted = new Set(options.permittedProtocols ?? ["http", "https"]);
  const parts: string[] = [];
  let copied = 0;
  for (const link of findLinks(escaped)) {
    parts.push(escaped.slice(copied, link.start), linkText(link, permitted, options));
    copied = link.start + link.url.length;
  }
  return parts.join("") + escaped.slice(copied);
}

// A run of letters is looked at from its beginning only: from each of its places it would take quadratic time.
const linkStart =
  /(?<![\p{L}\p{N}_-])-*(?<protocol>[\p{L}\p{N}_][\p{L}\p{N}_-]*):\/{1,3}|(?<![\p{L}\p{N}_])www\./gu;

function* findLinks(text: string): Generator<FoundLink> {
  const pattern = new RegExp(linkStart);
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const link = linkAt(text, found);
    if (link === undefined) continue;
    yield link;
    pattern.lastIndex = link.start + link.url.length;
  }
}

/** The link whose beginning was found; there is none if nothing follows it. */
function linkAt(text: string, found: RegExpExecArray): FoundLink | undefined {
  const protocol = found.groups?.["protocol"];
  const start = protocol === undefined ? found.index : text.indexOf(protocol, found.index);
  const bodyStart = found.index + found[0].length;
  const end = linkEnd(text, bodyStart);
  // Of several slashes with nothing behind them, the last counts as what follows the others.
  const isBare = end === undefined && text.endsWith("//", bodyStart);
  if (end === undefined && !isBare) return undefined;
  const protocolLength = protocol === undefined ? 0 : bodyStart - start - (isBare ? 1 : 0);
  return { start, url: text.slice(start, end ?? bodyStart), protocol, protocolLength };
}

function linkText(link: FoundLink, permitted: ReadonlySet<string>, options: LinkifyOptions): string {
  const { url, protocol } = link;
  if (protocol === undefined ? options.requireProtocol === true : !permitted.has(protocol)) return url;
  const href = protocol === undefined ? `http://${url}` : url;
  const shown = options.shorten === true ? shortenLink(link) : url;
  const title = shown === url ? "" : ` title="${href}"`;
  return `<a href="${href}"${extraAttributes(href, options.extraParams)}${title}>${shown}</a>`;
}

function extraAttributes(href: string, extra: LinkifyOptions["extraParams"] = ""): string {
  const attributes = (typeof extra === "function" ? extra(href) : extra).trim();
  return attributes === "" ? "" : ` ${attributes}`;
}
