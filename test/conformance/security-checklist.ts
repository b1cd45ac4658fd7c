/** One thing that Tornado had to learn, and where it is seen that we have. */
export interface ChecklistRow {
  /** Tornado's release, or `always`. */
  readonly release: string;
  readonly rule: string;
  /** A folder or file under `test/`, and a part of a test's name there. */
  readonly tests: readonly (readonly [where: string, name: string])[];
  /** What has to exist before the rest of the row can be tested: public modules. A test fails as soon as one exists. */
  readonly waitsFor?: readonly string[];
}

const http1 = "conformance/http1";
const here = "conformance/security.test.ts";
const web = "web/handler";

/** Tornado's security fixes from 6.3.0 to 6.5.7, in their order. */
export const checklist: readonly ChecklistRow[] = [
  {
    release: "6.3.0",
    rule: "the XSRF cookie can have a __Host- name, and every cookie can be deleted",
    tests: [[`${web}/cookies.test.ts`, "clearCookie() sets the cookie to nothing"]],
  },
  {
    release: "6.3.2",
    rule: "static files never redirect to a path of two slashes (CVE-2023-28370)",
    tests: [["http/httputil", "a path that begins with two slashes stays a path"]],
  },
  {
    release: "6.3.3",
    rule: "Content-Length is digits and chunk sizes are hexadecimal digits, in what is read and in what is written",
    tests: [
      [http1, "the Content-Length "],
      [http1, "the chunk size "],
      ["http/httpserver/responses.test.ts", "a Content-Length that is no number"],
    ],
  },
  {
    release: "6.4.1",
    rule: "Transfer-Encoding is exactly chunked, and not beside Content-Length",
    tests: [
      [http1, "the Transfer-Encoding "],
      [http1, "chunked given twice in two fields"],
      [http1, "Transfer-Encoding beside Content-Length"],
      [http1, "Content-Length beside Transfer-Encoding"],
    ],
  },
  {
    release: "6.4.1",
    rule: "only SP and HTAB are white space",
    tests: [
      [here, "NEL and NBSP are data"],
      [here, "a line break elsewhere, is none in a head"],
    ],
  },
  {
    release: "6.4.1",
    rule: "clients refuse CR and LF in header fields",
    tests: [["http/httputil/http-headers.test.ts", "set() and add() refuse"]],
  },
  {
    release: "6.4.2",
    rule: "cookies are read in linear time (CVE-2024-52804)",
    tests: [["http/httputil/cookies.test.ts", "every escape of a value of a hundred thousand"]],
  },
  {
    release: "6.5.0",
    rule: "start lines, names, values and Host are checked strictly",
    tests: [
      [http1, "a bare CR in the target"],
      [http1, "FOO,BAR"],
      [http1, "in a field name (RFC 9110 §5.1)"],
      [http1, "in a field value (RFC 9110 §5.5)"],
      [http1, "a missing Host field"],
      [http1, "two Host fields"],
      [http1, "a list of hosts"],
      [here, "an answer's header fields are checked as strictly as a request's"],
    ],
  },
  {
    release: "6.5.0",
    rule: "percent signs in messages are harmless in the log",
    tests: [[`${web}/errors.test.ts`, "logs it as it stands, percent signs included"]],
  },
  {
    release: "6.5.2",
    rule: "an invalid Host is a plain 400, without a stack in the log",
    tests: [[here, "an invalid Host is answered, and never logged as an error"]],
  },
  {
    release: "6.5.3",
    rule: "repeated header fields cost linear time (CVE-2025-67725)",
    tests: [
      [here, "a hundred thousand fields of one name"],
      [http1, "more fields than the limit with 431"],
    ],
  },
  {
    release: "6.5.3",
    rule: "a reason cannot inject fields or script (CVE-2025-67724)",
    tests: [
      [`${web}/writing.test.ts`, "setStatus() makes a reason that could do harm Unknown"],
      [`${web}/errors.test.ts`, "the reason only if it is harmless"],
    ],
  },
  {
    release: "6.5.4",
    rule: "names of header fields are found in every spelling",
    tests: [["http/httputil/http-headers.test.ts", "found by every spelling of their names"]],
  },
  {
    release: "6.5.5",
    rule: "attributes of cookies cannot begin others",
    tests: [["http/httputil/cookies.test.ts", "refuses attributes that could end and begin another"]],
  },
  {
    release: "6.5.6",
    rule: "a redirect to another origin takes no credentials along (CVE-2026-49853)",
    tests: [
      ["http/httpclient/redirects.test.ts", "no credentials go to another origin, however they were given"],
    ],
  },
  {
    release: "6.5.6",
    rule: "limits count decompressed bytes (CVE-2026-49855)",
    tests: [["http/httpclient", "a body that is too large once it is decompressed"]],
  },
  {
    release: "6.5.6",
    rule: "websocket masks have four bytes (CVE-2026-49854), and OpenID answers a whole line",
    tests: [],
    waitsFor: ["typhoon/websocket", "typhoon/auth"],
  },
  {
    release: "always",
    rule: "lists are not written as JSON, and JSON cannot end a script element",
    tests: [
      [`${web}/writing.test.ts`, "write() refuses"],
      [`${web}/writing.test.ts`, "JSON that cannot end a script element"],
    ],
  },
  {
    release: "always",
    rule: "templates escape by default",
    tests: [["web/handler/render.test.ts", "render() answers with the page, escaped"]],
  },
  {
    release: "always",
    rule: "websockets are of the same origin by default",
    tests: [],
    waitsFor: ["typhoon/websocket"],
  },
  {
    release: "always",
    rule: "what proxies say is believed only if that is asked for",
    tests: [[here, "says nothing about the client unless that is asked for"]],
  },
  {
    release: "bug 1",
    rule: "a streamed answer to HTTP/1.0 ends with the connection, keep-alive or not",
    tests: [
      ["http/httpserver/responses.test.ts", "ends with the connection for HTTP/1.0, keep-alive or not"],
    ],
  },
  {
    release: "bug 8",
    rule: "stop() and drain() end keep-alive connections, and cut no request before its time",
    tests: [
      ["http/httpserver/shutdown.test.ts", "stop() refuses new connections, closes idle ones"],
      ["http/httpserver/shutdown.test.ts", "drain() cuts what is not answered in time"],
    ],
  },
  {
    release: "bug 9",
    rule: "100 (Continue) is not sent for a body that will be refused",
    tests: [["http/http1connection", "100 (Continue) is not sent when the body is too large"]],
  },
  {
    release: "bug 10",
    rule: "a chunk that does not end with CRLF is a 400",
    tests: [[http1, "a chunk that ends with a bare LF"]],
  },
  {
    release: "bug 11",
    rule: "targets in absolute form are understood",
    tests: [[http1, "absolute form (RFC 9112 §3.2.2)"]],
  },
  {
    release: "bug 12",
    rule: "a client that leaves aborts the work for it",
    tests: [["http/httpserver/shutdown.test.ts", "a client that leaves aborts the request's signal"]],
  },
  {
    release: "bug 17",
    rule: "limits answer 413, 414, 431 and 408",
    tests: [
      [http1, "a length beyond the limit with 413"],
      [http1, "a request line beyond the limit with 414"],
      [http1, "a head beyond the limit with 431"],
      ["http/httpserver/timeouts.test.ts", "a head that does not end gets 408"],
      ["http/httpserver/timeouts.test.ts", "a body that does not end gets 408"],
    ],
  },
  {
    release: "bug 18",
    rule: "Connection is a list of tokens",
    tests: [[http1, "no request after Connection:"]],
  },
  {
    release: "bug 19",
    rule: "the bodies of all connections together have a bound",
    tests: [["http/httpserver/limits.test.ts", "uploads that together need more than there is"]],
  },
  {
    release: "bug 20",
    rule: "a client that is slow on purpose is sent away within seconds",
    tests: [
      ["http/httpserver/slow-clients.test.ts", "a head of which a byte comes each second gets 408"],
      ["http/httpserver/slow-clients.test.ts", "empty lines before a request gain no time"],
    ],
  },
];
