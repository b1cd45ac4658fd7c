import type { Outcome, SeenRequest } from "./observation.ts";

/** What one server made of the bytes at which the two part. */
type Step = Outcome | { readonly kind: "request"; readonly request: SeenRequest };

/** Two servers read the same bytes, and part. */
export interface Disagreement {
  /** The requests on which both agreed. */
  readonly before: string;
  /** The head of the request at which they part, empty lines before it left out, as far as it was sent. */
  readonly head: string;
  /** Everything that was sent after that head. */
  readonly rest: string;
  readonly our: Step;
  readonly their: Step;
}

/** A reason for which we differ from `node:http`, on purpose. */
export interface Strictness {
  readonly name: string;
  /** Where the rule stands. */
  readonly paragraph: string;
  readonly explains: (disagreement: Disagreement) => boolean;
}

type Part = "head" | "rest";

/** We refuse, giving such a reason, and the input really has such a fault. */
function weRefuse(name: string, paragraph: string, reason: RegExp, part: Part, fault: RegExp): Strictness {
  return {
    name,
    paragraph,
    explains: (at) => at.our.kind === "refused" && reason.test(at.our.reason) && fault.test(at[part]),
  };
}

/** `node:http` refuses, with such a code, what the RFC allows and the input really has. */
function nodeRefuses(name: string, paragraph: string, code: RegExp, part: Part, form: RegExp): Strictness {
  return {
    name,
    paragraph,
    explains: (at) =>
      at.our.kind !== "refused" &&
      at.their.kind === "refused" &&
      code.test(at.their.reason) &&
      form.test(at[part]),
  };
}

/** What we refuse, what `node:http` refuses, and what becomes of the connection; each in the order of the RFCs. */
export const strictnesses: readonly Strictness[] = [
  weRefuse(
    "node:http takes a bare LF or CR for a line end",
    "RFC 9112 §2.2",
    /does not end with CRLF/,
    "head",
    /(?:^|[^\r])\n|\r(?!\n)/,
  ),
  weRefuse(
    "node:http speaks ICE and RTSP",
    "RFC 9112 §2.3",
    /request line is malformed/,
    "head",
    /^\S+ \S+ (?:ICE|RTSP)\//,
  ),
  weRefuse(
    "node:http takes a request line without a version for HTTP/0.9",
    "RFC 9112 §3",
    /request line is malformed/,
    "head",
    /^\S+ +\S+\r\n/,
  ),
  weRefuse(
    "node:http takes several spaces in the request line for one",
    "RFC 9112 §3",
    /request line is malformed/,
    "head",
    /^[^\r\n]* {2}/,
  ),
  weRefuse(
    "node:http takes a fragment for a part of the target",
    "RFC 9112 §3.2",
    /request line is malformed/,
    "head",
    /^\S+ \S*#/,
  ),
  weRefuse(
    "node:http passes on targets of no form",
    "RFC 9112 §3.2",
    /request target is malformed/,
    "head",
    /^(?:CONNECT |\S+ (?!\/))/,
  ),
  weRefuse(
    "node:http passes on any Host",
    "RFC 9112 §3.2",
    /not a valid host/,
    "head",
    /^host:[ \t]*(?!(?:[\w.]+|\[::1\])(?::\d*)?[ \t]*\r)/im,
  ),
  weRefuse(
    "node:http takes the first of several Host fields",
    "RFC 9112 §3.2",
    /more than one Host/,
    "head",
    /^host:.*^host:/ims,
  ),
  weRefuse(
    "node:http takes an empty Transfer-Encoding for none",
    "RFC 9112 §6.1",
    /has to end with chunked|exclude each other/,
    "head",
    /^transfer-encoding:[ \t]*\r/im,
  ),
  weRefuse(
    "node:http decodes chunks in HTTP/1.0",
    "RFC 9112 §6.1",
    /HTTP\/1.0 has no/,
    "head",
    /HTTP\/1\.0\r\n.*^transfer-encoding:/ims,
  ),
  weRefuse(
    "node:http takes any coding before chunked",
    "RFC 9112 §6.1",
    /only transfer coding|has to end with/,
    "head",
    /^transfer-encoding:(?![ \t]*chunked[ \t]*\r)/im,
  ),
  weRefuse(
    "node:http waits for chunks of any size",
    "RFC 9112 §7.1",
    /chunk size|body is larger/,
    "rest",
    /^0*[\da-f]{13,}/im,
  ),
  weRefuse(
    "node:http takes a chunk extension without its value",
    "RFC 9112 §7.1.1",
    /chunk size or its extension/,
    "rest",
    /^[\da-f]+;[^\r\n]*=[ \t]*[;\r]/im,
  ),
  weRefuse(
    "node:http takes HTTP/2.0 and 0.9 for versions of HTTP/1",
    "RFC 9110 §2.5",
    /speaks HTTP\/1\.0/,
    "head",
    /^\S+ \S+ HTTP\/(?!1\.)\d\.\d\r\n/,
  ),
  weRefuse(
    "node:http finds an expectation within others",
    "RFC 9110 §10.1.1",
    /only expectation/,
    "head",
    /^expect:(?![ \t]*100-continue[ \t]*\r)/im,
  ),
  weRefuse(
    "node:http takes bodies of any length",
    "RFC 9110 §15.5.14",
    /body is larger|too large/,
    "head",
    /^content-length:[ \t]*\d{10,}/im,
  ),
  nodeRefuses(
    "we pass on bytes beyond ASCII in a target, as Tornado does",
    "RFC 9112 §3.2",
    /URL/,
    "head",
    /^\S+ [^ ]*[\x80-\xff]/,
  ),
  nodeRefuses(
    "node:http has no tab after a length",
    "RFC 9112 §5",
    /CONTENT_LENGTH/,
    "head",
    /^content-length:[ \t]*\d+ *\t/im,
  ),
  nodeRefuses(
    "node:http has no tab after chunked",
    "RFC 9112 §5",
    /TRANSFER_ENCODING/,
    "head",
    /^transfer-encoding:[ \t]*chunked *\t/im,
  ),
  nodeRefuses(
    "node:http has no white space before a chunk extension",
    "RFC 9112 §7.1.1",
    /CHUNK_SIZE/,
    "rest",
    /^[\da-f]+[ \t]+;/im,
  ),
  nodeRefuses(
    "node:http has no white space within a chunk extension",
    "RFC 9112 §7.1.1",
    /STRICT|CHUNK/,
    "rest",
    /^[\da-f]+;[^\r\n]*[ \t]/im,
  ),
  nodeRefuses(
    "node:http knows no minor version above 1",
    "RFC 9110 §2.5",
    /VERSION/,
    "head",
    /HTTP\/1\.[2-9]\r\n/,
  ),
  nodeRefuses(
    "node:http wants an expectation in Expect",
    "RFC 9110 §5.6.1",
    /EXPECTATION/,
    "head",
    /^expect:[ \t,]*\r/im,
  ),
  nodeRefuses(
    "node:http takes a length in a trailer for a second one",
    "RFC 9110 §6.5.1",
    /CONTENT_LENGTH/,
    "rest",
    /0.*\r\ncontent-length:/i,
  ),
  nodeRefuses(
    "node:http has no equal lengths",
    "RFC 9110 §8.6",
    /CONTENT_LENGTH/,
    "head",
    /^content-length:[ \t]*(\d+)[ \t]*(?:,|\r\n.*^content-length:)[ \t]*\1/ims,
  ),
  nodeRefuses(
    "node:http knows a list of methods",
    "RFC 9110 §9.1",
    /METHOD/,
    "head",
    /^[!#$%&'*+\-.^_`|~\w]+ /,
  ),
  nodeRefuses("node:http keeps PRI for HTTP/2", "RFC 9110 §9.1", /VERSION/, "head", /^PRI /),
  {
    name: "node:http lets keep-alive beat close in HTTP/1.0",
    paragraph: "RFC 9112 §9.3",
    explains: ({ our, before }) =>
      our.kind === "closed" &&
      /HTTP\/1\.0\r\n(?:.+\r\n)*connection:.*(?:close.*keep-alive|keep-alive.*close)/i.test(before),
  },
  {
    name: "node:http loses what is pipelined after an upgrade that it does not take",
    paragraph: "RFC 9110 §7.8",
    explains: ({ their, before, head }) => their.kind === "open" && /^upgrade:/im.test(before + head),
  },
];
