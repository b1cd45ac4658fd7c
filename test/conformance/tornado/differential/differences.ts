import type { Parting } from "./comparison.ts";

/** Something in which Typhoon is not as Tornado 6.2 is, on purpose. */
export interface Difference {
  /** What Typhoon does. */
  readonly name: string;
  readonly why: string;
  readonly explains: (parting: Parting) => boolean;
}

/** How a difference is recognized: everything that is given has to match. */
interface Mark {
  /** The exchange, by its name. Default: any. */
  readonly exchange?: RegExp;
  /** Default: all, because another status is another answer. */
  readonly aspect?: RegExp;
  readonly tornado?: RegExp;
  readonly typhoon?: RegExp;
  /** What is the same on both sides after this. */
  readonly without?: (text: string) => string;
}

function difference(name: string, why: string, mark: Mark): Difference {
  const { exchange = /^/, aspect = /^/, tornado = /^/, typhoon = /^/, without } = mark;
  return {
    name,
    why,
    explains: (parting) => {
      const [theirs, ours] = [parting.tornado ?? "", parting.typhoon ?? ""];
      return (
        exchange.test(parting.exchange.name) &&
        aspect.test(parting.aspect) &&
        tornado.test(theirs) &&
        typhoon.test(ours) &&
        (without === undefined || without(theirs) === without(ours))
      );
    },
  };
}

/** An echoed request without its body. */
function withoutBody(echoed: string): string {
  return JSON.stringify(JSON.parse(echoed).toSpliced(5, 1));
}

/** Echoed cookies without those that Python has no room for. */
function pythonCookies(echoed: string): string {
  const legal = /^[\w!#$%&'*+\-.^`|~:]+$/;
  const reserved = /^(?:expires|path|comment|domain|max-age|secure|httponly|version|samesite)$/i;
  const cookies: [name: string, value: string][] = JSON.parse(echoed);
  return JSON.stringify(cookies.filter(([name]) => legal.test(name) && !reserved.test(name)));
}

/** Fields that tell of the body. */
const ofBody = /^(?:body|field (?:content-length|etag))$/;

function followsBody({ aspect, ofTornado, ofTyphoon }: Parting): boolean {
  return /^field (?:content-length|etag)$/.test(aspect) && ofTornado.get("body") !== ofTyphoon.get("body");
}

function isRefusedByProtocol({ ofTyphoon }: Parting): boolean {
  return (
    /^[45]\d\d$/.test(ofTyphoon.get("status") ?? "") &&
    /\(RFC |HTTP\/1\.1\n$/.test(ofTyphoon.get("body") ?? "") &&
    ofTyphoon.get("field server") === undefined
  );
}

export const differences: readonly Difference[] = [
  // Of every answer.
  difference("the Server field names Typhoon", "it is another server", { aspect: /field server$/ }),
  difference("reasons are those of RFC 9110", "Python 3.11 has phrases of older RFCs", {
    aspect: /^reason$/,
    typhoon: /^(?:Content Too Large|URI Too Long|Range Not Satisfiable|Unprocessable Content)$/,
  }),
  difference("error pages have the reasons of RFC 9110", "the page repeats the reason", {
    aspect: /^body$/,
    typhoon: /<title>41[36]: /,
    without: (text) => text.replace(/(?<=41[36]: )[^<]+/g, ""),
  }),
  difference("' is escaped as &#x27;", "so does Tornado since 6.5", {
    aspect: /^body$/,
    without: (text) => text.replaceAll("&#39;", "&#x27;"),
  }),
  difference("a reason beyond ASCII is sent as latin-1", "as every byte of a head is (RFC 9112 §4)", {
    exchange: /reason=%C3%A9/,
    aspect: /^reason$/,
  }),
  difference("objects are written without spaces", "as JSON.stringify() writes them", {
    exchange: /\/(?:object|script|finish-object) /,
    aspect: ofBody,
  }),
  difference("an error page for developers says that it is UTF-8", "stacks hold file names of any script", {
    exchange: /traceback\.test/,
    aspect: /^field content-type$/,
  }),
  difference("an error page for developers has a stack of JavaScript", "it is another language", {
    exchange: /traceback\.test/,
    aspect: /^body$/,
    typhoon: /Error: /,
  }),
  difference("the page of a malformed body says what is wrong with it", "the client alone can mend it", {
    aspect: /^body$/,
    typhoon: /Bad Request: (?:The (?:form|Content-Type)|A part of the form|Unsupported)/,
  }),
  difference("a 405 lists the methods that are allowed", "RFC 9110 §15.5.6 requires it", {
    aspect: /^field allow$/,
  }),
  {
    name: "length and tag are those of the body",
    why: "they follow from what differs in it",
    explains: followsBody,
  },

  // What comes in.
  difference("white space around arguments is JavaScript's", "String.trim() keeps U+0085", {
    exchange: /%C2%85/,
    aspect: ofBody,
  }),
  difference("types of bodies are found in any spelling", "they are case-insensitive (RFC 9110 §8.3.1)", {
    exchange: /APPLICATION\/X-WWW/,
    aspect: ofBody,
  }),
  difference("a form of parts leaves no body beside it", "it is read while it arrives, and not kept twice", {
    exchange: /multipart\/form-data/,
    aspect: /^body$/,
    tornado: /"--b/,
    without: withoutBody,
  }),
  difference("text before the first boundary is no part", "it is a preamble (RFC 2046 §5.1.1)", {
    exchange: /\| before--b/,
  }),
  difference("a request without a body has no form", "there is nothing that could be malformed", {
    exchange: /^POST \/echo \| Content-Type: multipart\/form-data; boundary=b \| $/,
  }),
  difference("a form that is refused ends the connection", "the rest of it is not waited for", {
    exchange: /multipart\/form-data/,
    aspect: /connection$/,
    typhoon: /^closed?$/,
  }),
  difference("bytes of a path are UTF-8, percent-encoded or not", "Tornado encodes them a second time", {
    exchange: /^GET \/path\/\xc3/,
    aspect: ofBody,
  }),
  difference("several Cookie fields are read", "a proxy may have split them (RFC 9113 §8.2.3)", {
    exchange: /\| cookie: /,
    aspect: /^body$/,
  }),
  difference("cookies have any name, or none", "Python's cookies take only tokens that are no attributes", {
    exchange: /^GET \/cookie\/get \| Cookie: /,
    aspect: /^body$/,
    without: pythonCookies,
  }),

  difference("a language with script and region finds its region", "zh-Hant-TW is zh_TW", {
    exchange: /Accept-Language: .*-[^,;]*-/,
    aspect: /^body$/,
  }),
  difference("white space before a weight is passed over", "RFC 9110 §12.4.2 allows it", {
    exchange: /Accept-Language: .*\w ;/,
    aspect: /^body$/,
  }),

  // What goes out.
  difference("writing an empty text is no content", "Tornado refuses it where there must be none", {
    exchange: /^GET \/status\/(?:204|304) /,
  }),
  difference("DEL is refused in a header field, and a tab is not", "so does Tornado since 6.5", {
    exchange: /value=a%(?:7F|09)b/,
  }),
  difference("a handler may close the connection by its field", "the field would be a lie otherwise", {
    exchange: /name=Connection&value=close/,
    aspect: /^connection$/,
  }),
  difference("a failure after the first piece breaks the answer off", "it would look complete otherwise", {
    exchange: /^GET \/stream\/late-error /,
  }),
  difference("a tag that the handler has set is compared too", "Tornado looks only at its own", {
    exchange: /^GET \/etag\/(?:own|weak) \| If-None-Match/,
  }),
  difference("a missing argument is named to the client", "it alone can put that right", {
    exchange: /^GET \/(?:argument\/(?:required|unstripped)\?name=a|error\/argument) /,
    aspect: ofBody,
  }),
  difference("names of arguments are UTF-8 as their values are", "Tornado reads names as Latin-1", {
    exchange: /^(?:GET|POST) \/(?:echo|argument\/required)\b.*(?:%C3%A9|%E2%82%AC|%FF|Ã)/,
    aspect: /^(?:status|reason|body|field content-type)$/,
  }),
  difference("redirections go to a URI reference", "Tornado sends the bytes of UTF-8 (RFC 9110 §10.2.2)", {
    exchange: /^GET \/redirect\?to=\/%/,
    aspect: /^field location$/,
  }),
  difference(
    "redirections encode what their patterns caught",
    "a group must not change the URL's structure",
    {
      exchange: /^(?:GET|HEAD) \/(?:old|swap)\//,
      aspect: /^field location$/,
    },
  ),

  difference(
    "redirections repeat the names of arguments as they came",
    "Tornado encodes them a second time",
    {
      exchange: /^GET \/moved\?/,
      aspect: /^field location$/,
      typhoon: /%[89A-F]/,
    },
  ),
  difference("references of HTML need no semicolon where HTML5 says so", "so does Tornado since 6.3", {
    exchange: /\/escape\/xhtml_unescape\?/,
    aspect: ofBody,
  }),

  // Cookies and tokens.
  difference("an empty cookie is written without quotes", "to browsers quotes are a part of the value", {
    exchange: /^GET \/cookie\/(?:set\?name=a&value= |clear)/,
    aspect: /^field set-cookie$/,
  }),
  difference("attributes of cookies hold no semicolon", "so does Tornado since 6.5", {
    exchange: /(?:path|domain)=\/?a%3B/,
  }),
  difference("a cookie may end in 1970", "Tornado takes the time 0 for none", {
    exchange: /&expires=0 /,
    aspect: /^field set-cookie$/,
  }),
  difference("a cookie that is set again stays at its place", "the order of cookies means nothing", {
    exchange: /^GET \/cookie\/many/,
    aspect: /^field set-cookie$/,
  }),
  difference("the XSRF cookie may have a name of its own", "so it may in Tornado since 6.3", {
    exchange: /xsrf-own\.test/,
  }),

  difference("a page with a masked token has a tag of its own", "the mask is random", {
    exchange: /^(?:GET|HEAD) \/form /,
    aspect: /^field etag$/,
  }),
  difference("a value of version 1 is not believed where keys have versions", "Tornado fails", {
    exchange: /^GET \/signed\/get\/1.*-key\.test/,
    aspect: /^/,
    tornado: /^(?:500|Internal Server Error|text\/html; charset=UTF-8|<html>.*|)$/,
  }),

  // Static files.
  difference("a file is no folder", "Tornado serves it under a path that ends with a slash", {
    exchange: /\/static\/letters\.txt\/ /,
  }),
  difference("a path that begins with a slash is within the root", "it is joined, and not absolute", {
    exchange: /^(?:GET|HEAD) \/(?:static\/\/|static\/%2F|files\/\/)/,
  }),
  difference("a slash that is added keeps the query", "the page behind it was asked for with it", {
    exchange: /\/files\/folder\?a=b/,
    aspect: /^field location$/,
  }),
  difference("the unit of a range has any spelling", "it is case-insensitive (RFC 9110 §14.1)", {
    exchange: /Range: BYTES/,
  }),
  difference(
    "a malformed range is ignored",
    "RFC 9110 §14.2; Python's int() takes more, and Tornado a single number",
    {
      exchange: /Range: (?:.*(?:\+|_|--)|bytes=\d+ )/,
    },
  ),
  difference("If-Range is heeded", "a part must be of the file that the client has (RFC 9110 §13.1.5)", {
    exchange: /If-Range/,
  }),

  // Compression.
  difference("there is Brotli", "clients that take it get less to load", {
    exchange: /Accept-Encoding: (?:\*|br)/,
  }),
  difference("a weight of 0 is a refusal", "RFC 9110 §12.4.2", { exchange: /gzip;q=0 \|/ }),
  difference("a part of a file is not compressed", "the range counts bytes of the file", {
    exchange: /gzip\.test.*Range/,
  }),
  difference("a compressed answer has a weak tag", "its bytes are not those of the plain one", {
    exchange: /gzip\.test/,
    aspect: /^field etag$/,
    typhoon: /^W\//,
  }),
  difference("a short file is not compressed", "its length is known before its first piece", {
    exchange: /^GET \/static\/letters\.txt \| Host: gzip/,
  }),
  difference("a file that is read at once is compressed at once", "then its length is known", {
    exchange: /^GET \/static\/long\.html \| Host: gzip/,
    aspect: /^field (?:transfer-encoding|content-length)$/,
  }),
  difference("compressed lengths differ", "zlib is of another version", {
    exchange: /Accept-Encoding: gzip/,
    aspect: /^field content-length$/,
  }),

  // Connections.
  {
    name: "a malformed message is answered with what is wrong",
    why: "Tornado takes more, or sends a bare 400",
    explains: isRefusedByProtocol,
  },
  difference("keep-alive is written in small letters", "connection options have no case (RFC 9110 §7.6.1)", {
    aspect: /^field connection$/,
    typhoon: /^keep-alive$/,
  }),
  difference("close is found in a list", "Connection is one (RFC 9110 §7.6.1)", {
    exchange: /Connection: close, TE/,
  }),
  difference("an answer before the end of the body announces the close", "both sides close", {
    exchange: /^POST \/upload \| Host: xsrf/,
    aspect: /^field connection$/,
  }),
  difference("HTTP/1.2 is HTTP/1.1 and more", "minor versions are compatible (RFC 9110 §2.5)", {
    exchange: /HTTP\/1\.2/,
  }),
  difference("the absolute form of a target is understood", "RFC 9112 §3.2.2 requires it", {
    exchange: /^GET http:/,
  }),
  difference("extensions of chunks are passed over", "RFC 9112 §7.1.1 requires it", {
    exchange: /^a chunk extension$/,
  }),
  difference("trailers are passed over", "RFC 9112 §7.1.2", { exchange: /^a trailer$/ }),
];
