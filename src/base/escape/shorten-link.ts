/** A link that was found in escaped text. */
export interface FoundLink {
  /** Where in the text it begins. */
  readonly start: number;
  /** As it stands in the text. */
  readonly url: string;
  /** Without the colon; `undefined` for `www.…`. */
  readonly protocol: string | undefined;
  /** How long the protocol with its colon and slashes is. */
  readonly protocolLength: number;
}

/** About as many characters of a link are shown. */
const maxLength = 30;

/**
 * What is shown of a long link: protocol, host and the beginning of the path, then `...`.
 *
 * @returns the link itself if that would not be shorter
 */
export function shortenLink(link: FoundLink): string {
  const { url } = link;
  if (url.length <= maxLength) return url;
  const start = hostAndPath(link);
  const clipped = start.length > maxLength * 1.5 ? firstCharacters(start, maxLength) : start;
  if (clipped === url) return url;
  const shortened = `${withoutBrokenEntity(clipped)}...`;
  return shortened.length < url.length ? shortened : url;
}

function hostAndPath({ url, protocolLength }: FoundLink): string {
  const [host = "", path] = url.slice(protocolLength).split("/", 2);
  if (path === undefined) return url;
  const [begin = ""] = firstCharacters(path, 8).split(/[?.]/, 1);
  return `${url.slice(0, protocolLength)}${host}/${begin}`;
}

function withoutBrokenEntity(text: string): string {
  const ampersand = text.lastIndexOf("&");
  if (ampersand === -1) return text;
  const isBroken = !text.includes(";", ampersand) || ampersand > maxLength - 5;
  return isBroken ? text.slice(0, ampersand) : text;
}

/** Never half of a character that takes two places in a string. */
function firstCharacters(text: string, count: number): string {
  return [...text.slice(0, 2 * count)].slice(0, count).join("");
}
