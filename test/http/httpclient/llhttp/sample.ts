import { type AnswerVerdict, bareLineFeed } from "./answer-verdict.ts";

/** test/response/sample.md of llhttp. */
export const sampleAnswers: readonly AnswerVerdict[] = [
  {
    name: "Simple response",
    bytes: "HTTP/1.1 200 OK\r\nHeader1: Value1\r\nHeader2:\t Value2\r\nContent-Length: 0\r\n\r\n",
    isAnswer: true,
  },
  { name: "RTSP response", bytes: "RTSP/1.1 200 OK\r\n\r\n", isAnswer: true },
  { name: "ICE response", bytes: "ICE/1.1 200 OK\r\n\r\n", isAnswer: true },
  { name: "Error on invalid response start", bytes: "HTTPER/1.1 200 OK\r\n\r\n", isAnswer: false },
  {
    name: "Empty body should not trigger spurious span callbacks",
    bytes: "HTTP/1.1 200 OK\r\n\r\n",
    isAnswer: true,
  },
  {
    name: "Google 301",
    bytes:
      "HTTP/1.1 301 Moved Permanently\r\nLocation: http://www.google.com/\r\n" +
      "Content-Type: text/html; charset=UTF-8\r\nDate: Sun, 26 Apr 2009 11:11:49 GMT\r\n" +
      "Expires: Tue, 26 May 2009 11:11:49 GMT\r\nX-$PrototypeBI-Version: 1.6.0.3\r\n" +
      "Cache-Control: public, max-age=2592000\r\nServer: gws\r\nContent-Length:  219  \r\n\r\n" +
      "<HTML><HEAD><meta http-equiv=content-type content=text/html;charset=utf-8>\n" +
      "<TITLE>301 Moved</TITLE></HEAD><BODY>\n<H1>301 Moved</H1>\nThe document has moved\n" +
      '<A HREF="http://www.google.com/">here</A>.\r\n</BODY></HTML>\r\n```\r\n' +
      "_(Note the `$` char in header field)_\r\n\r\n```log\r\noff=0 message begin\r\n" +
      'off=0 len=4 span[protocol]="HTTP"\r\noff=4 protocol complete\r\n' +
      'off=5 len=3 span[version]="1.1"\r\noff=8 version complete\r\n' +
      'off=13 len=17 span[status]="Moved Permanently"\r\noff=32 status complete\r\n' +
      'off=32 len=8 span[header_field]="Location"\r\noff=41 header_field complete\r\n' +
      'off=42 len=22 span[header_value]="http://www.google.com/"\r\n' +
      'off=66 header_value complete\r\noff=66 len=12 span[header_field]="Content-Type"\r\n' +
      "off=79 header_field complete\r\n" +
      'off=80 len=24 span[header_value]="text/html; charset=UTF-8"\r\n' +
      'off=106 header_value complete\r\noff=106 len=4 span[header_field]="Date"\r\n' +
      "off=111 header_field complete\r\n" +
      'off=112 len=29 span[header_value]="Sun, 26 Apr 2009 11:11:49 GMT"\r\n' +
      'off=143 header_value complete\r\noff=143 len=7 span[header_field]="Expires"\r\n' +
      "off=151 header_field complete\r\n" +
      'off=152 len=29 span[header_value]="Tue, 26 May 2009 11:11:49 GMT"\r\n' +
      "off=183 header_value complete\r\n" +
      'off=183 len=22 span[header_field]="X-$PrototypeBI-Version"\r\n' +
      'off=206 header_field complete\r\noff=207 len=7 span[header_value]="1.6.0.3"\r\n' +
      'off=216 header_value complete\r\noff=216 len=13 span[header_field]="Cache-Control"\r\n' +
      "off=230 header_field complete\r\n" +
      'off=231 len=23 span[header_value]="public, max-age=2592000"\r\n' +
      'off=256 header_value complete\r\noff=256 len=6 span[header_field]="Server"\r\n' +
      'off=263 header_field complete\r\noff=264 len=3 span[header_value]="gws"\r\n' +
      'off=269 header_value complete\r\noff=269 len=14 span[header_field]="Content-Length"\r\n' +
      'off=284 header_field complete\r\noff=286 len=5 span[header_value]="219  "\r\n' +
      "off=293 header_value complete\r\n" +
      "off=295 headers complete status=301 v=1/1 flags=20 content_length=219\r\n" +
      'off=295 len=74 span[body]="<HTML><HEAD><meta http-equiv=content-type content=text/html;charset=utf-8>"\r\n' +
      "off=369 len=1 span[body]=lf\r\n" +
      'off=370 len=37 span[body]="<TITLE>301 Moved</TITLE></HEAD><BODY>"\r\n' +
      'off=407 len=1 span[body]=lf\r\noff=408 len=18 span[body]="<H1>301 Moved</H1>"\r\n' +
      'off=426 len=1 span[body]=lf\r\noff=427 len=22 span[body]="The document has moved"\r\n' +
      "off=449 len=1 span[body]=lf\r\n" +
      'off=450 len=42 span[body]="<A HREF="http://www.google.com/">here</A>."\r\n' +
      "off=492 len=1 span[body]=cr\r\noff=493 len=1 span[body]=lf\r\n" +
      'off=494 len=14 span[body]="</BODY></HTML>"\r\n```\r\n\r\n## amazon.com\r\n\r\n' +
      '<!-- meta={"type": "response"} -->\r\n```http\r\nHTTP/1.1 301 MovedPermanently\r\n' +
      "Date: Wed, 15 May 2013 17:06:33 GMT\r\nServer: Server\r\n" +
      "x-amz-id-1: 0GPHKXSJQ826RK7GZEB2\r\n" +
      'p3p: policyref="http://www.amazon.com/w3c/p3p.xml",CP="CAO DSP LAW CUR ADM IVAo IVDo CONo OTPo OUR DELi PUBi OTRi BUS PHY ONL UNI PUR FIN COM NAV INT DEM CNT STA HEA PRE LOC GOV OTC "\r\n' +
      "x-amz-id-2: STN69VZxIFSz9YJLbz1GDbxpbjG6Qjmmq5E3DxRhOUw+Et0p4hr7c/Q8qNcx4oAD\r\n" +
      "Location: http://www.amazon.com/Dan-Brown/e/B000AP9DSU/ref=s9_pop_gw_al1?_encoding=UTF8&refinementId=618073011&pf_rd_m=ATVPDKIKX0DER&pf_rd_s=center-2&pf_rd_r=0SHYY5BZXN3KR20BNFAY&pf_rd_t=101&pf_rd_p=1263340922&pf_rd_i=507846\r\n" +
      "Vary: Accept-Encoding,User-Agent\r\nContent-Type: text/html; charset=ISO-8859-1\r\n" +
      "Transfer-Encoding: chunked\r\n\r\n1\r\n\n\r\n0\r\n\r\n",
    isAnswer: true,
  },
  { name: "No headers and no body", bytes: "HTTP/1.1 404 Not Found\r\n\r\n", isAnswer: true },
  { name: "No reason phrase", bytes: "HTTP/1.1 301\r\n\r\n", isAnswer: true },
  { name: "Empty reason phrase after space", bytes: "HTTP/1.1 200 \r\n\r\n", isAnswer: true },
  {
    name: "No carriage ret",
    bytes:
      "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nConnection: close\n\n" +
      "these headers are from http://news.ycombinator.com/",
    isAnswer: false,
    difference: bareLineFeed,
  },
  {
    name: "Underscore in header key",
    bytes:
      "HTTP/1.1 200 OK\r\nServer: DCLK-AdSvr\r\nContent-Type: text/xml\r\nContent-Length: 0\r\n" +
      "DCLK_imp: v7;x;114750856;0-0;0;17820020;0/0;21603567/21621457/1;;~okv=;dcmt=text/xml;;~cs=o\r\n" +
      "\r\n",
    isAnswer: true,
  },
  {
    name: "bonjourmadame.fr",
    bytes:
      "HTTP/1.0 301 Moved Permanently\r\nDate: Thu, 03 Jun 2010 09:56:32 GMT\r\n" +
      "Server: Apache/2.2.3 (Red Hat)\r\nCache-Control: public\r\nPragma: \r\n" +
      "Location: http://www.bonjourmadame.fr/\r\nVary: Accept-Encoding\r\nContent-Length: 0\r\n" +
      "Content-Type: text/html; charset=UTF-8\r\nConnection: keep-alive\r\n\r\n",
    isAnswer: true,
  },
  {
    name: "Spaces in header value",
    bytes:
      "HTTP/1.1 200 OK\r\nDate: Tue, 28 Sep 2010 01:14:13 GMT\r\nServer: Apache\r\n" +
      "Cache-Control: no-cache, must-revalidate\r\nExpires: Mon, 26 Jul 1997 05:00:00 GMT\r\n" +
      ".et-Cookie: PlaxoCS=1274804622353690521; path=/; domain=.plaxo.com\r\n" +
      "Vary: Accept-Encoding\r\n_eep-Alive: timeout=45\r\n_onnection: Keep-Alive\r\n" +
      "Transfer-Encoding: chunked\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n0\r\n\r\n",
    isAnswer: true,
  },
  {
    name: "Spaces in header name",
    bytes:
      "HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/6.0\r\nX-Powered-By: ASP.NET\r\n" +
      "en-US Content-Type: text/xml\r\nContent-Type: text/xml\r\nContent-Length: 16\r\n" +
      "Date: Fri, 23 Jul 2010 18:45:38 GMT\r\nConnection: keep-alive\r\n\r\n<xml>hello</xml>",
    isAnswer: false,
  },
  {
    name: "Non ASCII in status line",
    bytes:
      "HTTP/1.1 500 Ori\xebntatieprobleem\r\nDate: Fri, 5 Nov 2010 23:07:12 GMT+2\r\n" +
      "Content-Length: 0\r\nConnection: close\r\n\r\n",
    isAnswer: true,
  },
  { name: "HTTP version 0.9", bytes: "HTTP/0.9 200 OK\r\n\r\n", isAnswer: true },
  {
    name: "No Content-Length, no Transfer-Encoding",
    bytes: "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello world",
    isAnswer: true,
  },
  {
    name: "Response starting with CRLF",
    bytes: "\r\nHTTP/1.1 200 OK\r\nHeader1: Value1\r\nHeader2:\t Value2\r\nContent-Length: 0\r\n\r\n",
    isAnswer: true,
  },
];
