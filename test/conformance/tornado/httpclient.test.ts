import { checkUpstream, type Row } from "./upstream.ts";

// The names of the tests in tornado/test/httpclient_test.py of Tornado 6.6.

const client = "http/httpclient/async-http-client.test.ts";
const bodies = "http/httpclient/bodies.test.ts";
const credentials = "http/httpclient/credentials.test.ts";
const options = "http/httpclient/options.test.ts";
const redirects = "http/httpclient/redirects.test.ts";
const synchronous = "http/httpclient/http-client.test.ts";

const fetched: Row = [client, "fetch() gives status, header fields and body"];
const sent: Row = [client, "fetch() sends method, header fields and body"];
const methods: Row = [options, "every method can be sent, with the body that it may have"];
const defaults: Row = [options, "defaults of a client count where a request says nothing"];
const ownHeaders: Row = [options, "the headers that were given are not changed, and an own copy is sent"];
const failed: Row = [client, "fetch() fails with the answer when the status is no 2xx"];
const readOnly: Row = { whyNot: "the fields of a request are read-only: make another request" };

checkUpstream({
  "HTTPClientCommonTestCase.test_patch_receives_payload": methods,
  "HTTPClientCommonTestCase.test_hello_world": fetched,
  "HTTPClientCommonTestCase.test_streaming_callback": [bodies, "streamingCallback gets the pieces"],
  "HTTPClientCommonTestCase.test_post": sent,
  "HTTPClientCommonTestCase.test_chunked": [bodies, "stream() gives the head, then the body as a loop"],
  "HTTPClientCommonTestCase.test_chunked_close": [
    "http/httpclient/faults.test.ts",
    "closes before the last chunk",
  ],
  "HTTPClientCommonTestCase.test_basic_auth": [credentials, "authUsername goes before the URL's user"],
  "HTTPClientCommonTestCase.test_basic_auth_explicit_mode": [credentials, "from a client that is told basic"],
  "HTTPClientCommonTestCase.test_basic_auth_unicode": [credentials, "names and passwords are composed (NFC)"],
  "HTTPClientCommonTestCase.test_unsupported_auth_mode": [
    options,
    "what contradicts itself is refused at once",
  ],
  "HTTPClientCommonTestCase.test_follow_redirect": [redirects, "followRedirects: false gives the redirect"],
  "HTTPClientCommonTestCase.test_redirect_without_location": [redirects, "a Location that is no URL of HTTP"],
  "HTTPClientCommonTestCase.test_redirect_put_with_body": [redirects, "with its body or without any"],
  "HTTPClientCommonTestCase.test_redirect_put_without_body": [redirects, "with its body or without any"],
  "HTTPClientCommonTestCase.test_method_after_redirect": [redirects, "with its body or without any"],
  "HTTPClientCommonTestCase.test_credentials_in_url": [
    client,
    "the URL's user and password as Basic credentials",
  ],
  "HTTPClientCommonTestCase.test_body_encoding": [options, "a body may be empty, and goes out as UTF-8"],
  "HTTPClientCommonTestCase.test_types": { whyNot: "the types are checked by the compiler, not at run time" },
  "HTTPClientCommonTestCase.test_gzip": [bodies, "is decompressed, and says what it was"],
  "HTTPClientCommonTestCase.test_invalid_gzip": ["http/httpclient/faults.test.ts", "sends what is no gzip"],
  "HTTPClientCommonTestCase.test_header_callback": [
    options,
    "headerCallback gets start line, fields and the empty line",
  ],
  "HTTPClientCommonTestCase.test_header_callback_to_parse_line": {
    whyNot:
      "`HTTPHeaders.parse_line` is named in docs/from-tornado.md: fields come parsed in `response.headers`",
  },
  "HTTPClientCommonTestCase.test_configure_defaults": [
    options,
    "configure() changes the clients that are made from then on",
  ],
  "HTTPClientCommonTestCase.test_header_types": {
    whyNot: "the types are checked by the compiler, not at run time",
  },
  "HTTPClientCommonTestCase.test_multi_line_headers": [
    "conformance/http1/responses",
    "a folded field (§5.2)",
  ],
  "HTTPClientCommonTestCase.test_header_encoding": [options, "header fields keep every character of latin-1"],
  "HTTPClientCommonTestCase.test_304_with_content_length": [
    client,
    "a 304 may tell the length of the body that it does not have",
  ],
  "HTTPClientCommonTestCase.test_future_interface": fetched,
  "HTTPClientCommonTestCase.test_future_http_error": failed,
  "HTTPClientCommonTestCase.test_future_http_error_no_raise": [
    client,
    "fetch() with raiseError: false gives any answer",
  ],
  "HTTPClientCommonTestCase.test_reuse_request_from_response": [
    options,
    "the request of a response can be fetched again",
  ],
  "HTTPClientCommonTestCase.test_bind_source_ip": [
    "http/httpclient/connections.test.ts",
    "networkInterface is the address that the server sees",
  ],
  "HTTPClientCommonTestCase.test_all_methods": methods,
  "HTTPClientCommonTestCase.test_body_sanity_checks": [client, "fetch() refuses what makes no request"],
  "HTTPClientCommonTestCase.test_put_307": [redirects, "with its body or without any"],
  "HTTPClientCommonTestCase.test_non_ascii_header": [
    options,
    "header fields keep every character of latin-1",
  ],
  "HTTPClientCommonTestCase.test_response_times": [options, "a response tells where the time went"],
  "HTTPClientCommonTestCase.test_zero_timeout": [options, "a response tells where the time went"],
  "HTTPClientCommonTestCase.test_error_after_cancel": [client, "cancelling the future gives the request up"],
  "HTTPClientCommonTestCase.test_header_crlf": [credentials, "no CR or LF comes into a request"],
  "HTTPClientCommonTestCase.test_strip_headers_on_redirect": [
    redirects,
    "no credentials go to another origin, however they were given",
  ],
  "RequestProxyTest.test_request_set": defaults,
  "RequestProxyTest.test_default_set": defaults,
  "RequestProxyTest.test_both_set": defaults,
  "RequestProxyTest.test_neither_set": defaults,
  "RequestProxyTest.test_bad_attribute": {
    whyNot: "an option that does not exist is refused by the compiler",
  },
  "RequestProxyTest.test_defaults_none": defaults,
  "HTTPResponseTestCase.test_str": { whyNot: "Node prints a response with all its fields" },
  "SyncHTTPClientTest.test_sync_client": [synchronous, "fetch() returns the answer itself, not a promise"],
  "SyncHTTPClientTest.test_sync_client_error": [
    synchronous,
    "fetch() throws what AsyncHTTPClient would fail with",
  ],
  "SyncHTTPClientSubprocessTest.test_destructor_log": {
    whyNot: "nothing runs when a client is collected as garbage",
  },
  "HTTPRequestTestCase.test_headers": ownHeaders,
  "HTTPRequestTestCase.test_headers_setter": readOnly,
  "HTTPRequestTestCase.test_null_headers_setter": readOnly,
  "HTTPRequestTestCase.test_body": methods,
  "HTTPRequestTestCase.test_body_setter": readOnly,
  "HTTPRequestTestCase.test_if_modified_since": [options, "userAgent, ifModifiedSince and Host"],
  "HTTPRequestTestCase.test_if_modified_since_naive_deprecated": {
    whyNot: "a `Date` has no time zone of its own",
  },
  "HTTPErrorTestCase.test_copy": { whyNot: "nothing in JavaScript copies an error by its fields" },
  "HTTPErrorTestCase.test_plain_error": failed,
  "HTTPErrorTestCase.test_error_with_response": failed,
});
