import type { Random } from "../../../../support/random.ts";
import { type Ask, type Exchange, exchangeOf } from "./ask.ts";

const textPieces = [
  "a",
  "b",
  "1",
  "%20",
  "+",
  "%C3%A9",
  "%E2%82%AC",
  "%2F",
  "%3D",
  "%26",
  "%",
  "%4",
  "%FF",
  "%00",
  "~",
];
const queryPieces = [...textPieces, "&", "&", "=", "=", ";", "?", "/"];
const pathPieces = [...textPieces, "/", "/", ".", ":", "@"];
const cookiePieces = [
  "a",
  "b",
  "=",
  "=",
  "; ",
  ";",
  '"',
  "\\054",
  "\\",
  " ",
  ",",
  "1",
  "Path",
  "%20",
  "\xe9",
];
const rangePieces = ["bytes=", "bytes=", "0", "1", "9", "25", "26", "-", "-", ",", "x"];
const etagPieces = ['"own"', 'W/"own"', '"other"', ", ", ",", "*", "W/", '"'];
const languagePieces = ["es", "fr", "pt-BR", "en-US", "de", ",", ";q=0.5", ";q=0", ";q=1", "*", "-LA", " "];
const linkPieces = [
  "http://",
  "https://",
  "www.",
  "example",
  ".com",
  ".",
  "/",
  "(",
  ")",
  "?",
  "%26",
  "=",
  ",",
  "!",
  "%20",
  "%22",
  "%3C",
  ":80",
  "-",
];
const entityPieces = ["%26", "amp", "lt", "%23", "x27", "39", ";", "nbsp", "copy", "%20", "x", "8364", "128"];

/** Where text of pieces goes in a request. */
interface Variation {
  readonly pieces: readonly string[];
  readonly ask: (text: string) => Ask;
}

const form = { "Content-Type": "application/x-www-form-urlencoded" };

const variations: readonly Variation[] = [
  { pieces: queryPieces, ask: (text) => [`GET /echo?${text}`] },
  { pieces: queryPieces, ask: (text) => ["POST /echo?a=query", form, text] },
  { pieces: queryPieces, ask: (text) => [`GET /moved?${text}`] },
  { pieces: queryPieces, ask: (text) => [`GET /slash?${text}`] },
  { pieces: queryPieces, ask: (text) => [`GET /private?${text}`] },
  { pieces: pathPieces, ask: (text) => [`GET /path/${text}`] },
  { pieces: pathPieces, ask: (text) => [`GET /named/${text}`] },
  { pieces: cookiePieces, ask: (text) => ["GET /cookie/get", { Cookie: text }] },
  { pieces: rangePieces, ask: (text) => ["GET /static/letters.txt", { Range: text }] },
  { pieces: etagPieces, ask: (text) => ["GET /etag/automatic", { "If-None-Match": text }] },
  { pieces: languagePieces, ask: (text) => ["GET /language", { "Accept-Language": text }] },
  { pieces: linkPieces, ask: (text) => [`GET /escape/linkify?text=${text}`] },
  { pieces: linkPieces, ask: (text) => [`GET /escape/linkify_short?text=${text}`] },
  { pieces: entityPieces, ask: (text) => [`GET /escape/xhtml_unescape?text=${text}`] },
  { pieces: textPieces, ask: (text) => [`GET /escape/url_unescape?text=${text}`] },
];

/** Requests whose texts are put together at random; a seed gives the same ones again. */
export function vary(random: Random, count: number): Exchange[] {
  return Array.from({ length: count }, () => {
    const { pieces, ask } = random.pick(variations);
    const text = Array.from({ length: 1 + random.below(9) }, () => random.pick(pieces)).join("");
    return exchangeOf(ask(text));
  });
}
