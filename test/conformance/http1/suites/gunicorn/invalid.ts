import type { Difference, Verdict } from "../verdict.ts";

const equalLengths: Difference = {
  accepts: 1,
  refuses: false,
  why: "A list of equal lengths is one length (RFC 9112 §6.3).",
};
const anyToken: Difference = { accepts: 1, refuses: false, why: "Every token is a method (RFC 9110 §9.1)." };
const forwardedFields: Difference = {
  accepts: 1,
  refuses: false,
  why: "What X-Forwarded fields say is no part of HTTP; gunicorn was asked to trust them here.",
};
const droppedTrailer: Difference = {
  accepts: 1,
  refuses: false,
  why: "Trailers are checked and dropped, so none of them can change what the head said (RFC 9110 §6.5.1).",
};
const severalTypes: Difference = {
  accepts: 1,
  refuses: false,
  why: "Content-Type frames nothing; what two of them mean is for its reader to say.",
};
const otherName: Difference = {
  accepts: 1,
  refuses: false,
  why: "A field whose name has an underscore is another field; only CGI takes the two for one.",
};

/** tests/requests/invalid of gunicorn (github.com/benoitc/gunicorn), by the names of its files. */
export const invalidVerdicts: readonly Verdict[] = [
  { name: "001", bytes: "GET /foo/bar HTTP/1.0\r\nbaz", accepts: 0, refuses: false },
  { name: "002", bytes: "GET HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 0, refuses: true },
  { name: "003", bytes: "GET\n/\nHTTP/1.1\r\n\r\n", accepts: 0, refuses: true },
  { name: "003b", bytes: "bla:rgh /foo HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "003c",
    bytes: "-bl /foo HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 0,
    refuses: true,
    difference: anyToken,
  },
  { name: "004", bytes: "GET /foo FTP/1.1\r\n\r\n", accepts: 0, refuses: true },
  { name: "005", bytes: "GET /foo HTTP/1.1\r\nHost: x\r\nba\x00z: bar\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "014",
    bytes: 'PUT /stuff/here?foo=bar HTTP/1.0\r\nCONTENT-LENGTH: -1\r\n\r\n{"test": "-1}',
    accepts: 0,
    refuses: true,
  },
  {
    name: "015",
    bytes: 'POST /stuff/here?foo=bar HTTP/1.0\r\nCONTENT-LENGTH: bla-bla-bla\r\n\r\n{"test": "-1}',
    accepts: 0,
    refuses: true,
  },
  { name: "016", bytes: "PUT s://]ufd/: HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 0, refuses: true },
  { name: "018", bytes: "GET /test HTTP/111\r\nHost: localhost\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "019",
    bytes: "GET /test HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Ssl: off\r\n\r\n",
    accepts: 0,
    refuses: true,
    difference: forwardedFields,
  },
  {
    name: "020",
    bytes: "GET /stuff/here?foo=bar HTTP/1.1\r\nHost: x\r\nContent-Length : 3\r\n\r\nxyz",
    accepts: 0,
    refuses: true,
  },
  {
    name: "021",
    bytes:
      "GET /stuff/here?foo=bar HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\n" + "xyz",
    accepts: 0,
    refuses: true,
  },
  { name: "022", bytes: "GET /first HTTP/1.0\r\nContent-Length: -0\r\n\r\n", accepts: 0, refuses: true },
  { name: "023", bytes: "GET /first HTTP/1.0\r\nContent-Length: 0_1\r\n\r\n", accepts: 0, refuses: true },
  { name: "024", bytes: "GET /first HTTP/1.0\r\nContent-Length: +1\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "040",
    bytes:
      "GET /keep/same/as?invalid/040 HTTP/1.0\r\nTransfer_Encoding: tricked\r\nContent-Length: 7\r\n" +
      "Content_Length: -1E23\r\n\r\ntricked\r\n",
    accepts: 0,
    refuses: true,
    difference: otherName,
  },
  {
    name: "041",
    bytes:
      "GET /stuff/here?foo=bar HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
      "Content-Type: text/html\r\n\r\n",
    accepts: 0,
    refuses: true,
    difference: severalTypes,
  },
  {
    name: "042",
    bytes: "GET /stuff/here?foo=bar HTTP/1.1\r\nHost: localhost\r\nHost: evil.example.com\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_01",
    bytes:
      "POST /chunked_w_underscore_chunk_size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" +
      "\r\n5\r\nhello\r\n6_0\r\n world\r\n0\r\n\r\nPOST /after HTTP/1.1\r\nHost: x\r\n" +
      "Transfer-Encoding: identity\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_02",
    bytes:
      "POST /chunked_with_prefixed_value HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n" +
      "Transfer-Encoding: \tchunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_03",
    bytes:
      "POST /double_chunked HTTP/1.1\r\nHost: x\r\n" +
      "Transfer-Encoding: identity, chunked, identity, chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n" +
      "\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_04",
    bytes:
      "POST /chunked_twice HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n" +
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n" +
      "\r\n5\r\nhello\r\n6\r\n world\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_05",
    bytes:
      "POST /chunked_HTTP_1.0 HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n" +
      " world\r\n0\r\nVary: *\r\nContent-Type: text/plain\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_06",
    bytes:
      "POST /chunked_not_last HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" +
      "Transfer-Encoding: gzip\r\n\r\n5\r\nhello\r\n6\r\n world\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_07",
    bytes:
      "POST /chunked_ambiguous_header_mapping HTTP/1.1\r\nHost: x\r\nTransfer_Encoding: gzip\r\n" +
      "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
    difference: otherName,
  },
  {
    name: "chunked_08",
    bytes:
      "POST /chunked_not_last HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" +
      "Transfer-Encoding: identity\r\n\r\n5\r\nhello\r\n6\r\n world\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_09",
    bytes:
      "POST /chunked_ows_without_ext HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" +
      "hello\r\n0 \r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_10",
    bytes:
      "POST /chunked_ows_before HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" +
      "hello\r\n 0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_11",
    bytes:
      "POST /chunked_ows_before HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\n;\r\n" +
      "hello\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_12",
    bytes:
      "POST /chunked_no_chunk_size_but_ext HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
      " ;foo=bar\r\nhello\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_13",
    bytes:
      "POST /chunked_no_chunk_size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\r\n" +
      "hello\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked_14",
    bytes:
      "POST /chunked_bare_cr_in_extension HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
      "5;ext=val\rue\r\nhello\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "invalid_field_value_01",
    bytes:
      "GET / HTTP/1.1\r\nHost: x\r\nNewline: a\nContent-Length: 26\r\nGET / HTTP/1.1\nHost: x\r\n" + "\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "nonascii_01",
    bytes:
      "GET\xc3\x9f /germans.. HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n" + "\xc3\x84\xc3\x84\xc3\x84",
    accepts: 0,
    refuses: true,
  },
  {
    name: "nonascii_02",
    bytes:
      "GET\xc3\xbf /french.. HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n" + "\xc3\x84\xc3\x84\xc3\x84",
    accepts: 0,
    refuses: true,
  },
  {
    name: "nonascii_03",
    bytes:
      "GET /germans.. HTTP/1.1\r\nHost: x\r\nContent-Length\xc3\x9f: 3\r\nContent-Length: 3\r\n\r\n" +
      "\xc3\x84\xc3\x84\xc3\x84",
    accepts: 0,
    refuses: true,
  },
  {
    name: "nonascii_04",
    bytes:
      "GET /french.. HTTP/1.1\r\nHost: x\r\nContent-Length\xc3\xbf: 3\r\nContent-Length: 3\r\n\r\n" +
      "\xc3\x84\xc3\x84\xc3\x84",
    accepts: 0,
    refuses: true,
  },
  {
    name: "obs_fold_01",
    bytes: "GET / HTTP/1.1\r\nLong: one\r\n two\r\nHost: localhost\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "pp_01", bytes: "PROXY TCP4 192.168.0.1 192.16...\r\n", accepts: 0, refuses: true },
  { name: "pp_02", bytes: "PROXY TCP4 192.168.0.1 192.168.0.11 65iii 100000\r\n", accepts: 0, refuses: true },
  { name: "pp_03", bytes: "PROXY TCP4 not-an-ip 192.168.0.11 56324 443\r\n", accepts: 0, refuses: true },
  { name: "prefix_01", bytes: "GET\x00PROXY /foo HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 0, refuses: true },
  { name: "prefix_02", bytes: "GET\x00 /foo HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "prefix_03",
    bytes: "GET /stuff/here?foo=bar HTTP/1.1\r\nHost: x\r\nContent-Length: 0 1\r\n\r\nx",
    accepts: 0,
    refuses: true,
  },
  {
    name: "prefix_04",
    bytes: "GET /stuff/here?foo=bar HTTP/1.1\r\nHost: x\r\nContent-Length: 3 1\r\n\r\nxyzabc123",
    accepts: 0,
    refuses: true,
  },
  {
    name: "prefix_05",
    bytes: "GET: /stuff/here?foo=bar HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nxyz",
    accepts: 0,
    refuses: true,
  },
  {
    name: "prefix_06",
    bytes:
      "GET /the/future HTTP/11111111111111111111111111111111111111111111111111111111111" +
      "11111111111111111111111111111.1\r\nContent-Length: 7\r\n\r\nOld Man",
    accepts: 0,
    refuses: true,
  },
  {
    name: "rfc9110_field_value_ctl_bel_01",
    bytes: "GET /foo HTTP/1.1\r\nHost: example.com\r\nX-Value: plain\x07injected\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "rfc9110_field_value_ctl_del_01",
    bytes: "GET /foo HTTP/1.1\r\nHost: example.com\r\nX-Value: plain\x7finjected\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "rfc9110_trailer_forbidden_cl_01",
    bytes:
      "POST /p HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n" +
      "0\r\nContent-Length: 99\r\n\r\n",
    accepts: 0,
    refuses: true,
    difference: droppedTrailer,
  },
  {
    name: "rfc9110_trailer_forbidden_host_01",
    bytes:
      "POST /p HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n" +
      "0\r\nHost: evil.example.com\r\n\r\n",
    accepts: 0,
    refuses: true,
    difference: droppedTrailer,
  },
  {
    name: "rfc9110_trailer_forbidden_te_01",
    bytes:
      "POST /p HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n" +
      "0\r\nTransfer-Encoding: chunked\r\n\r\n",
    accepts: 0,
    refuses: true,
    difference: droppedTrailer,
  },
  {
    name: "rfc9112_chunked_missing_final_crlf_01",
    bytes:
      "POST /chunked_missing_final_crlf HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + "0\r\n",
    accepts: 0,
    refuses: false,
  },
  {
    name: "rfc9112_chunked_size_minus_sign_01",
    bytes:
      "POST /upload HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n" +
      "hello\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "rfc9112_chunked_size_plus_sign_01",
    bytes:
      "POST /upload HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\n" +
      "hello\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "rfc9112_smuggle_cl_list_form_01",
    bytes: "POST /p HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5, 5\r\n\r\nhello",
    accepts: 0,
    refuses: true,
    difference: equalLengths,
  },
  {
    name: "rfc9112_smuggle_cl_te_chunked_01",
    bytes:
      "POST /p HTTP/1.1\r\nHost: example.com\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n" +
      "\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "rfc9112_target_asterisk_non_options_01",
    bytes: "GET * HTTP/1.1\r\nHost: example.com\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "rfc9112_target_authority_non_connect_01",
    bytes: "GET example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "rfc9112_target_relative_01",
    bytes: "GET foo/bar HTTP/1.1\r\nHost: example.com\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "version_01", bytes: "GET /foo HTTP/0.99\r\n\r\n", accepts: 0, refuses: true },
  { name: "version_02", bytes: "GET /foo HTTP/2.0\r\n\r\n", accepts: 0, refuses: true },
];
