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
const files = "web/handlers/static-file-handler.test.ts";
const forms = "http/httputil/multipart.test.ts";
const parsers = "conformance/parsers";

/** Tornado's security fixes from 6.3.0 to 6.5.7, in their order. */
export const checklist: readonly ChecklistRow[] = [
  {
    release: "6.3.0",
    rule: "the XSRF cookie can have a __Host- name, and every cookie can be deleted",
    tests: [
      [`${web}/cookies.test.ts`, "clearCookie() sets the cookie to nothing"],
      [`${web}/xsrf.test.ts`, "the cookie has the name and attributes of the settings"],
    ],
  },
  {
    release: "6.3.2",
    rule: "static files never redirect to a path of two slashes (CVE-2023-28370)",
    tests: [
      ["http/httputil", "a path that begins with two slashes stays a path"],
      [files, "does not redirect a path with two initial slashes to another site"],
    ],
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
    rule: "a malformed form is one 400 and one line in the log (CVE-2025-47287)",
    tests: [
      [forms, "is refused with a sentence, however it is cut"],
      [`${web}/multipart.test.ts`, "is answered by the handler's page, in a sentence"],
    ],
  },
  {
    release: "6.5.0",
    rule: "an If-Modified-Since that is no date is passed over",
    tests: [[files, '{ "If-Modified-Since": "asdf" }, 200']],
  },
  {
    release: "6.5.1",
    rule: "names of files may be in any script",
    tests: [[forms, "a filename in UTF-8"]],
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
    rule: "parameters of a form's fields cost linear time (CVE-2025-67726)",
    tests: [
      [parsers, 'name: "the Content-Type of a form"'],
      [parsers, 'name: "the head of a part"'],
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
    rule: "parts of a form, and the bytes of their heads, are limited",
    tests: [
      [forms, "a hundred parts are allowed, one more is not"],
      [forms, '["bytes in a header", { maxPartHeaderSize'],
      [`${web}/multipart.test.ts`, "with multipart: false the body stays as it came"],
    ],
  },
  {
    release: "6.5.5",
    rule: "a lone CR in the head of a part is refused",
    tests: [[forms, "a carriage return in a header"]],
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
    tests: [
      ["http/httpclient", "a body that is too large once it is decompressed"],
      [
        "http/http1connection/decompression.test.ts",
        "maxBodySize counts what comes out: one byte more is a 413",
      ],
    ],
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
    rule: "signed values are bound to their name and time, and trust ends with a key",
    tests: [
      [`${web}/signed-value.test.ts`, "believes no other name, secret, signature or format"],
      [`${web}/signed-value.test.ts`, "a signed value is believed for maxAgeDays"],
      [`${web}/signed-value.test.ts`, "a removed key takes its values with it"],
    ],
  },
  {
    release: "always",
    rule: "no file outside of the root is served, nor one beside it whose name begins alike",
    tests: [
      [files, '["/static/../static_foo.txt", 403]'],
      [files, '["/static/outside.txt", 403]'],
      [
        "web/handlers/static-path.test.ts",
        "a folder whose name begins like that of the root is not within it",
      ],
    ],
  },
  {
    release: "always",
    rule: "no header field can hold the loop",
    tests: [[parsers, "a megabyte is read in linear time"]],
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
  {
    release: "bug 13",
    rule: "a limit of a hundred parts is one of a hundred parts",
    tests: [[forms, "a hundred parts are allowed, one more is not"]],
  },
  {
    release: "bug 14",
    rule: "Max-Age=0 is written",
    tests: [["http/httputil/cookies.test.ts", "formatCookie() writes Max-Age=0"]],
  },
  {
    release: "bug 15",
    rule: "settings are read, and never changed",
    tests: [[`${web}/xsrf.test.ts`, "the settings, which stay as they are"]],
  },
  {
    release: "bug 16",
    rule: "files are read in pieces beside the loop, and their tags follow them",
    tests: [
      [files, "reads no further than a client does"],
      [files, "sends the new content, and its tag, after a file was changed"],
    ],
  },
  {
    release: "bug 17",
    rule: "a 405 says what is allowed",
    tests: [[`${web}/errors.test.ts`, "is a 405 that allows what it does"]],
  },
  {
    release: "bug 18",
    rule: "weights of Accept-Encoding count, parts are not compressed, and tags of compressed answers are weak",
    tests: [
      ["http/httputil/accept-encoding.test.ts", "codings are ordered by the weights of Accept-Encoding"],
      [`${web}/content-encoding.test.ts`, "encoded or a part of something stays as it is"],
      [`${web}/content-encoding.test.ts`, "and a weak Etag"],
    ],
  },
  {
    release: "bug 21",
    rule: "applications do not share template loaders",
    tests: [[`${web}/render.test.ts`, "two applications with one folder keep their own settings"]],
  },
  {
    release: "bug 22",
    rule: "onFinish() runs exactly once, whatever becomes of a request",
    tests: [[`${web}/on-finish`, "onFinish() runs exactly once for each handler"]],
  },
];
