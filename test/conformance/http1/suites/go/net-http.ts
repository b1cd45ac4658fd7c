import type { Difference, Verdict } from "../verdict.ts";

const noOptions: Difference = {
  accepts: 0,
  refuses: true,
  why: "Only OPTIONS takes an asterisk (RFC 9112 §3.2.4).",
};
const noAuthority: Difference = {
  accepts: 0,
  refuses: true,
  why: "CONNECT takes a host and a port (RFC 9112 §3.2.3).",
};
const beyondLimits: Difference = {
  accepts: 0,
  refuses: true,
  why: "A body that no limit of ours allows is refused before it comes.",
};
const spaceBehindSize: Difference = {
  accepts: 0,
  refuses: true,
  why: "White space follows a size only where an extension follows (RFC 9112 §7.1.1).",
};
const lengthBesideChunks: Difference = {
  accepts: 0,
  refuses: true,
  why: "A length beside chunks is an attack (RFC 9112 §6.3).",
};
const manyDigits: Difference = {
  accepts: 0,
  refuses: true,
  why: "13 digits are the most that a size may have here, zeros included.",
};
const laterVersion: Difference = {
  accepts: 0,
  refuses: true,
  why: "HTTP/2 is not spoken here; the preface gets 505.",
};
const withoutBrackets: Difference = {
  accepts: 0,
  refuses: true,
  why: "An IPv6 address stands in brackets (RFC 3986 §3.2.2).",
};
const withZone: Difference = {
  accepts: 0,
  refuses: true,
  why: "A zone says something only to the machine itself; RFC 9844 took it out of URIs.",
};

/** Requests of the tests of net/http of Go (github.com/golang/go). */
export const netHttpVerdicts: readonly Verdict[] = [
  {
    name: "a target in absolute form",
    bytes:
      "GET http://www.techcrunch.com/ HTTP/1.1\r\nHost: www.techcrunch.com\r\nUser-Agent: Fake\r\n" +
      "Keep-Alive: 300\r\nContent-Length: 7\r\nProxy-Connection: keep-alive\r\n\r\nabcdef\n???",
    accepts: 1,
    refuses: true,
  },
  { name: "no body", bytes: "GET / HTTP/1.1\r\nHost: foo.com\r\n\r\n", accepts: 1, refuses: false },
  {
    name: "a path that looks like a reference without a scheme",
    bytes: "GET //user@host/is/actually/a/path/ HTTP/1.1\r\nHost: test\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "a path that does not begin with a slash",
    bytes: "GET ../../../../etc/passwd HTTP/1.1\r\nHost: test\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "no target", bytes: "GET  HTTP/1.1\r\nHost: test\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "chunks with a trailer",
    bytes:
      "POST / HTTP/1.1\r\nHost: foo.com\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n3\r\n" +
      "bar\r\n0\r\nTrailer-Key: Trailer-Value\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "chunks beside a length",
    bytes:
      "POST / HTTP/1.1\r\nHost: foo.com\r\nTransfer-Encoding: chunked\r\nContent-Length: 9999\r\n" +
      "\r\n3\r\nfoo\r\n3\r\nbar\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: lengthBesideChunks,
  },
  {
    name: "CONNECT with a name",
    bytes: "CONNECT www.google.com:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "CONNECT with an address",
    bytes: "CONNECT 127.0.0.1:6060 HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "CONNECT with a path",
    bytes: "CONNECT /_goRPC_ HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: noAuthority,
  },
  {
    name: "NOTIFY *",
    bytes: "NOTIFY * HTTP/1.1\r\nHost: x\r\nServer: foo\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: noOptions,
  },
  {
    name: "OPTIONS *",
    bytes: "OPTIONS * HTTP/1.1\r\nHost: x\r\nServer: foo\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Connection: close",
    bytes: "GET / HTTP/1.1\r\nHost: issue8261.com\r\nConnection: close\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HEAD with a length of 0",
    bytes: "HEAD / HTTP/1.1\r\nHost: issue8261.com\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "the preface of HTTP/2",
    bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: laterVersion,
  },
  {
    name: "bad_connect_host",
    bytes:
      "CONNECT []%20%48%54%54%50%2f%31%2e%31%0a%4d%79%48%65%61%64%65%72%3a%20%31%32%33%" +
      "0a%0a HTTP/1.0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "smuggle_two_contentlen",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "smuggle_two_content_len_head",
    bytes: "HEAD / HTTP/1.1\r\nHost: foo\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n1234\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "leading_space_in_header",
    bytes: "HEAD / HTTP/1.1\r\n Host: foo\r\nContent-Length: 5\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "leading_tab_in_header",
    bytes: "HEAD / HTTP/1.1\r\n\tHost: foo\r\nContent-Length: 5\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "HTTP/0.9 with no host", bytes: "GET / HTTP/0.9\r\n\r\n", accepts: 0, refuses: true },
  { name: "HTTP/1.1 with no host", bytes: "GET / HTTP/1.1\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "HTTP/1.1 with Host: \\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: \r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HTTP/1.1 with Host: 1.2.3.4\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: 1.2.3.4\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HTTP/1.1 with Host: foo.com\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: foo.com\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HTTP/1.1 with Host: foo-bar_baz.com\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: foo-bar_baz.com\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HTTP/1.1 with Host: foo.com:80\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: foo.com:80\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HTTP/1.1 with Host: ::1\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: withoutBrackets,
  },
  {
    name: "HTTP/1.1 with Host: [::1]\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HTTP/1.1 with Host: [::1]:80\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HTTP/1.1 with Host: [::1%25en0]:80\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: [::1%25en0]:80\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: withZone,
  },
  {
    name: "HTTP/1.1 with Host: \\u0006\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: \x06\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "HTTP/1.1 with Host: \\u00ff\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: \xff\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "HTTP/1.1 with Host: {\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: {\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "HTTP/1.1 with Host: }\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: }\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "HTTP/1.1 with Host: first\\r\\nHost: second\\r\\n",
    bytes: "GET / HTTP/1.1\r\nHost: first\r\nHost: second\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "HTTP/1.0 with no host", bytes: "GET / HTTP/1.0\r\n\r\n", accepts: 1, refuses: false },
  {
    name: "HTTP/1.0 with Host: first\\r\\nHost: second\\r\\n",
    bytes: "GET / HTTP/1.0\r\nHost: first\r\nHost: second\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "HTTP/1.0 with Host: \\u00ff\\r\\n",
    bytes: "GET / HTTP/1.0\r\nHost: \xff\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "HTTP/3.0 with no host", bytes: "GET / HTTP/3.0\r\n\r\n", accepts: 0, refuses: true },
  {
    name: 'the line "Foo: bar\\r\\n"',
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nFoo: bar\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the line "Foo: a space\\r\\n"',
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nFoo: a space\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the line "A space: foo\\r\\n"',
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nA space: foo\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the line "foo\\u00ffbar: foo\\r\\n"',
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nfoo\xffbar: foo\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the line "foo\\u0000bar: foo\\r\\n"',
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nfoo\x00bar: foo\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the line "foo: foo\\u0000foo\\r\\n"',
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nfoo: foo\x00foo\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the line "foo: foo\\u007ffoo\\r\\n"',
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nfoo: foo\x7ffoo\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the line "foo: foo\\u00fffoo\\r\\n"',
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nfoo: foo\xfffoo\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  { name: "the method GET", bytes: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 1, refuses: false },
  { name: "the method GE(T", bytes: "GE(T / HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 0, refuses: true },
  {
    name: 'the transfer coding "fugazi"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: fugazi\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the transfer coding "chunked"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the transfer coding ""',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the transfer coding "chunked, identity"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the transfer coding "\\u000bchunked"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "the transfer codings of two fields",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" +
      "\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "the transfer codings of four fields",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" +
      "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the length ""',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \r\n\r\nabc",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the length "3"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the length "+3"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the length "-3"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\nabc",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the length "9223372036854775807"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9223372036854775807\r\n\r\nabc",
    accepts: 0,
    refuses: false,
    difference: beyondLimits,
  },
  {
    name: 'the length "9223372036854775808"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9223372036854775808\r\n\r\nabc",
    accepts: 0,
    refuses: true,
  },
  {
    name: "the chunk size x",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "the chunk size 0000000000000000",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0000000000000000\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: manyDigits,
  },
  {
    name: "the chunk size 000000000000bogus",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n000000000000bogus\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "the chunk size 00000000000000000",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n00000000000000000\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "the chunk size 10000000000000000",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "the chunk size 00000000000000001",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n00000000000000001\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "extensions",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
      '7;ext="some quoted string"\r\nhello, \r\n17;someext\r\nworld! 0123456789abcdef\r\n' +
      "0;someextension=sometoken\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "a chunk that is longer than its size",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n1234567xx",
    accepts: 0,
    refuses: true,
  },
  {
    name: "a chunk size with white space behind it",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: spaceBehindSize,
  },
  {
    name: "a chunk line that ends with a bare LF",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "a trailer section that ends with CR alone",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r",
    accepts: 0,
    refuses: false,
  },
];
