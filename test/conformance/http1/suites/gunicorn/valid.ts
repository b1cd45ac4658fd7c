import type { Difference, Verdict } from "../verdict.ts";

const unknownCoding: Difference = {
  accepts: 0,
  refuses: true,
  why: "Of transfer codings only chunked is known here; others get 501 (RFC 9112 §6.1).",
};
const foldedOnRequest: Difference = {
  accepts: 0,
  refuses: true,
  why: "A folded field is an error (RFC 9112 §5.2); gunicorn was asked to take it here.",
};
const withFragment: Difference = {
  accepts: 0,
  refuses: true,
  why: "A fragment is no part of a target (RFC 9112 §3.2).",
};
const withFragmentAndLength: Difference = {
  accepts: 0,
  refuses: true,
  why: "A fragment is no part of a target (RFC 9112 §3.2); and a length beside a coding is an attack (§6.3).",
};
const proxyProtocol: Difference = {
  accepts: 0,
  refuses: true,
  why: "The PROXY protocol, which gunicorn was asked to take here, is not spoken.",
};
const spaceBeforeColon: Difference = {
  accepts: 0,
  refuses: true,
  why: "White space before the colon is an error (RFC 9112 §5.1); gunicorn was asked to take it here.",
};
const userInformation: Difference = {
  accepts: 0,
  refuses: true,
  why: "A target has no user information (RFC 9110 §4.2.4).",
};

/** tests/requests/valid of gunicorn (github.com/benoitc/gunicorn), by the names of its files. */
export const validVerdicts: readonly Verdict[] = [
  {
    name: "001",
    bytes:
      "PUT /stuff/here?foo=bar HTTP/1.0\r\nServer: http://127.0.0.1:5984\r\n" +
      'Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{"nom": "nom"}',
    accepts: 1,
    refuses: false,
  },
  {
    name: "002",
    bytes:
      "GET /test HTTP/1.1\r\n" +
      "User-Agent: curl/7.18.0 (i486-pc-linux-gnu) libcurl/7.18.0 OpenSSL/0.9.8g zlib/1" +
      ".2.3.3 libidn/1.1\r\nHost: 0.0.0.0=5000\r\nAccept: */*\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "003",
    bytes:
      "GET /favicon.ico HTTP/1.1\r\nHost: 0.0.0.0=5000\r\n" +
      "User-Agent: Mozilla/5.0 (X11; U; Linux i686; en-US; rv:1.9) Gecko/2008061015 Fir" +
      "efox/3.0\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n" +
      "Accept-Language: en-us,en;q=0.5\r\nAccept-Encoding: gzip,deflate\r\n" +
      "Accept-Charset: ISO-8859-1,utf-8;q=0.7,*;q=0.7\r\nKeep-Alive: 300\r\n" +
      "Connection: keep-alive\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "004",
    bytes: "GET /silly HTTP/1.1\r\nHost: x\r\naaaaaaaaaaaaa:++++++++++\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "005",
    bytes: "GET /forums/1/topics/2375?page=1#posts-17408 HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: withFragment,
  },
  {
    name: "006",
    bytes: "GET /get_no_headers_no_body/world HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "007",
    bytes: "GET /get_one_header_no_body HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "008",
    bytes: "GET /unusual_content_length HTTP/1.0\r\nconTENT-Length: 5\r\n\r\nHELLO",
    accepts: 1,
    refuses: false,
  },
  {
    name: "009",
    bytes:
      "POST /post_identity_body_world?q=search#hey HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n" +
      "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nWorld",
    accepts: 1,
    refuses: false,
    difference: withFragmentAndLength,
  },
  {
    name: "010",
    bytes:
      "POST /post_chunked_all_your_base HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
      "1e\r\nall your base are belong to us\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "011",
    bytes:
      "POST /two_chunks_mult_zero_end HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" +
      "hello\r\n6\r\n world\r\n000\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "012",
    bytes:
      "POST /chunked_w_trailing_headers HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
      "5\r\nhello\r\n6\r\n world\r\n0\r\nVary: *\r\nContent-Type: text/plain\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "013",
    bytes:
      "POST /chunked_w_extensions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
      "5; some; parameters=stuff\r\nhello\r\n6; blahblah; blah\r\n world\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "014",
    bytes: 'GET /with_"quotes"?foo="bar" HTTP/1.1\r\nHost: x\r\n\r\n',
    accepts: 1,
    refuses: false,
  },
  {
    name: "015",
    bytes:
      "GET /test HTTP/1.0\r\nHost: 0.0.0.0:5000\r\nUser-Agent: ApacheBench/2.3\r\nAccept: */*\r\n" + "\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "017",
    bytes: "GET /stuff/here?foo=bar HTTP/1.0\r\nIf-Match: bazinga!\r\nIf-Match: large-sound\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "018",
    bytes: "GET /first HTTP/1.1\r\nHost: x\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 2,
    refuses: false,
  },
  {
    name: "019",
    bytes: "GET /first HTTP/1.0\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "020",
    bytes: "GET /first HTTP/1.0\r\nContent-Length: 24\r\n\r\nGET /second HTTP/1.1\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "021",
    bytes:
      "GET /first HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\nGET /second HTTP/1.1\r\n" +
      "Host: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "022",
    bytes: "GET /first HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 2,
    refuses: false,
  },
  {
    name: "023",
    bytes:
      "POST /two_chunks_mult_zero_end HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" +
      "hello\r\n6\r\n world\r\n000\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 2,
    refuses: false,
  },
  {
    name: "025",
    bytes:
      "POST /chunked HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n" +
      "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: unknownCoding,
  },
  {
    name: "025_line",
    bytes:
      "POST /chunked HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip,chunked\r\n\r\n5\r\nhello\r\n" +
      "6\r\n world\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: unknownCoding,
  },
  { name: "027", bytes: "GET /\xc3\xa0%20k HTTP/1.0\r\n\r\n", accepts: 1, refuses: false },
  {
    name: "028",
    bytes: "GET /stuff/here?foo=bar HTTP/1.1\r\nHost: x\r\nContent-Length : 3\r\n\r\nxyz",
    accepts: 1,
    refuses: false,
    difference: spaceBeforeColon,
  },
  {
    name: "029",
    bytes:
      "GET /stuff/here?foo=bar HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n" +
      "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n000\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: unknownCoding,
  },
  {
    name: "030",
    bytes:
      "GET /stuff/here?foo=bar HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n" +
      "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n000\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: unknownCoding,
  },
  { name: "031", bytes: "-BLARGH /foo HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 1, refuses: false },
  { name: "031compat", bytes: "-blargh /foo HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 1, refuses: false },
  { name: "031compat2", bytes: "-blargh /foo HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 1, refuses: false },
  {
    name: "040",
    bytes:
      "GET /keep/same/as?invalid/040 HTTP/1.0\r\nTransfer_Encoding: tricked\r\nContent-Length: 7\r\n" +
      "Content_Length: -1E23\r\n\r\ntricked\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "040_compat",
    bytes:
      "GET /keep/same/as?invalid/040 HTTP/1.0\r\nTransfer_Encoding: tricked\r\nContent-Length: 7\r\n" +
      "Content_Length: -1E23\r\n\r\ntricked\r\n",
    accepts: 1,
    refuses: false,
  },
  { name: "100", bytes: "GET ///keeping_slashes HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 1, refuses: false },
  {
    name: "compat_obs_fold",
    bytes: "GET / HTTP/1.1\r\nLong: one\r\n two\r\nHost: localhost\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: foldedOnRequest,
  },
  {
    name: "padding_01",
    bytes: "GET / HTTP/1.1\r\nHost: localhost\r\nName: \t value \t \r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "pp_01",
    bytes:
      "PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\nGET /stuff/here?foo=bar HTTP/1.0\r\n" +
      "Server: http://127.0.0.1:5984\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n" +
      '{"nom": "nom"}',
    accepts: 1,
    refuses: false,
    difference: proxyProtocol,
  },
  {
    name: "pp_02",
    bytes:
      "PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\nGET /stuff/here?foo=bar HTTP/1.1\r\n" +
      "Server: http://127.0.0.1:5984\r\nContent-Type: application/json\r\nContent-Length: 14\r\n" +
      'Connection: keep-alive\r\n\r\n{"nom": "nom"}POST /post_chunked_all_your_base HTTP/1.1\r\n' +
      "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\nall your base are belong to us\r\n0\r\n" +
      "\r\n",
    accepts: 2,
    refuses: false,
    difference: proxyProtocol,
  },
  {
    name: "pp_03",
    bytes: "GET /no/proxy/header HTTP/1.1\r\nHost: example.com\r\nContent-Length: 0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "pp_04",
    bytes:
      "\r\n\r\n\x00\r\nQUIT\n!\x11\x00\x0c\xc0\xa8\x01\n" +
      "\xc0\xa8\x01\x0109\x01\xbbGET /proxy/v2/ipv4 HTTP/1.1\r\nHost: example.com\r\n" +
      "Content-Length: 0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: proxyProtocol,
  },
  {
    name: "pp_05",
    bytes:
      "\r\n\r\n\x00\r\nQUIT\n!!\x00$ \x01\r\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01 \x01\r\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\xd41\x00PGET /proxy/v2/ipv6 HTTP/1.1\r" +
      "\nHost: example.com\r\nContent-Length: 0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: proxyProtocol,
  },
  {
    name: "rfc9110_body_framing_get_cl_nonzero_01",
    bytes: "GET /foo HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5\r\n\r\nhello",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9110_body_framing_get_cl_zero_01",
    bytes: "GET /foo HTTP/1.1\r\nHost: example.com\r\nContent-Length: 0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9110_body_framing_http10_cl_01",
    bytes: "POST /foo HTTP/1.0\r\nHost: example.com\r\nContent-Length: 5\r\n\r\nhello",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9110_field_name_special_chars_01",
    bytes: "GET /foo HTTP/1.1\r\nHost: example.com\r\nX.Custom|Pipe: ok\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9110_field_value_htab_trim_01",
    bytes: "GET /foo HTTP/1.1\r\nHost: example.com\r\nX-Value:\tabc\t\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9110_field_value_obs_text_01",
    bytes: "GET /foo HTTP/1.1\r\nHost: example.com\r\nX-Value: caf\xc3\xa9\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9112_chunked_ext_quoted_01",
    bytes:
      "POST /upload HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n" +
      '5;foo="bar baz"\r\nhello\r\n0\r\n\r\n',
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9112_chunked_size_leading_zeros_01",
    bytes:
      "POST /upload HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n0005\r\n" +
      "hello\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9112_chunked_size_uppercase_hex_01",
    bytes:
      "POST /upload HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n" +
      "0123456789\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9112_smuggle_gzip_chunked_01",
    bytes:
      "POST /upload HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\n" +
      "hello\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: unknownCoding,
  },
  {
    name: "rfc9112_smuggle_te_identity_chunked_01",
    bytes:
      "POST /upload HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: identity, chunked\r\n\r\n" +
      "5\r\nhello\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: unknownCoding,
  },
  {
    name: "rfc9112_target_absolute_01",
    bytes: "GET http://example.com/foo?q=1 HTTP/1.1\r\nHost: example.com\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9112_target_absolute_https_01",
    bytes: "GET https://example.com/foo HTTP/1.1\r\nHost: example.com\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9112_target_absolute_ipv6_01",
    bytes: "GET http://[::1]:8080/foo HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9112_target_absolute_userinfo_01",
    bytes: "GET http://user:pass@example.com:8080/foo?q=1 HTTP/1.1\r\nHost: example.com:8080\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: userInformation,
  },
  {
    name: "rfc9112_target_asterisk_options_01",
    bytes: "OPTIONS * HTTP/1.1\r\nHost: example.com\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9112_target_authority_connect_01",
    bytes: "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "rfc9112_target_authority_ipv6_01",
    bytes: "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
];
