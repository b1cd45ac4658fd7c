import { checkUpstream, type Row } from "./upstream.ts";

// The names of the tests in tornado/test/simple_httpclient_test.py of Tornado 6.6; those that it runs again over TLS are named once.

const client = "http/httpclient/async-http-client.test.ts";
const bodies = "http/httpclient/bodies.test.ts";
const connections = "http/httpclient/connections.test.ts";
const faults = "http/httpclient/faults.test.ts";
const options = "http/httpclient/options.test.ts";
const redirects = "http/httpclient/redirects.test.ts";
const responses = "conformance/http1/responses";
const tls = "http/httpclient/proxies-and-tls.test.ts";

const producer: Row = [bodies, "a function makes the body, in chunks"];
const producerOfLength: Row = [bodies, "with a Content-Length a body that is made goes out as it is"];
const trusted: Row = [tls, "caCerts, clientCert and clientKey are files"];
const distrusted: Row = [tls, "an authority that nobody knows"];
const mapping: Row = [connections, "hostnameMapping sends a host elsewhere"];

checkUpstream({
  "SimpleHTTPClientTestMixin.test_singleton": [
    client,
    "a closed client refuses to fetch, and the shared one is made anew",
  ],
  "SimpleHTTPClientTestMixin.test_connection_limit": [connections, "a request beyond maxClients waits"],
  "SimpleHTTPClientTestMixin.test_redirect_connection_limit": [
    redirects,
    "a redirect of a client with a single connection",
  ],
  "SimpleHTTPClientTestMixin.test_max_redirects": [redirects, "redirects without an end"],
  "SimpleHTTPClientTestMixin.test_header_reuse": [options, "the headers that were given are not changed"],
  "SimpleHTTPClientTestMixin.test_default_user_agent": [options, "userAgent, ifModifiedSince and Host"],
  "SimpleHTTPClientTestMixin.test_see_other_redirect": [redirects, "with its body or without any"],
  "SimpleHTTPClientTestMixin.test_connect_timeout": [
    connections,
    "a TLS handshake that never ends counts as connecting",
  ],
  "SimpleHTTPClientTestMixin.test_request_timeout": [faults, "says nothing"],
  "SimpleHTTPClientTestMixin.test_ipv6": [connections, "allowIpv6: false asks for IPv4 addresses only"],
  "SimpleHTTPClientTestMixin.test_multiple_content_length_accepted": [responses, "equal lengths (§6.3)"],
  "SimpleHTTPClientTestMixin.test_head_request": [bodies, "an answer to HEAD has no body"],
  "SimpleHTTPClientTestMixin.test_options_request": [options, "every method can be sent"],
  "SimpleHTTPClientTestMixin.test_no_content": [options, "a 204 has no body"],
  "SimpleHTTPClientTestMixin.test_host_header": [options, "userAgent, ifModifiedSince and Host"],
  "SimpleHTTPClientTestMixin.test_connection_refused": [client, "fetch() fails with 599 when nobody listens"],
  "SimpleHTTPClientTestMixin.test_queue_timeout": [
    connections,
    "a request that waits too long says that it was the queue",
  ],
  "SimpleHTTPClientTestMixin.test_no_content_length": [
    bodies,
    "nothing more is read while streamingCallback is not ready",
  ],
  "SimpleHTTPClientTestMixin.test_sync_body_producer_chunked": producer,
  "SimpleHTTPClientTestMixin.test_sync_body_producer_content_length": producerOfLength,
  "SimpleHTTPClientTestMixin.test_async_body_producer_chunked": producer,
  "SimpleHTTPClientTestMixin.test_async_body_producer_content_length": producerOfLength,
  "SimpleHTTPClientTestMixin.test_native_body_producer_chunked": producer,
  "SimpleHTTPClientTestMixin.test_native_body_producer_content_length": producerOfLength,
  "SimpleHTTPClientTestMixin.test_100_continue": [bodies, "the body waits for the server's word"],
  "SimpleHTTPClientTestMixin.test_100_continue_early_response": [
    bodies,
    "a server that refuses gets no body",
  ],
  "SimpleHTTPClientTestMixin.test_streaming_follow_redirects": [
    redirects,
    "callbacks are called for the last answer only",
  ],
  "SimpleHTTPClientTestMixin.test_streaming_callback_coroutine": [
    bodies,
    "nothing more is read while streamingCallback is not ready",
  ],
  "SimpleHTTPSClientTestCase.test_ssl_options": trusted,
  "SimpleHTTPSClientTestCase.test_ssl_context": [tls, "a server name that the URL does not have"],
  "SimpleHTTPSClientTestCase.test_ssl_options_handshake_fail": distrusted,
  "SimpleHTTPSClientTestCase.test_ssl_context_handshake_fail": distrusted,
  "SimpleHTTPSClientTestCase.test_error_logging": distrusted,
  "CreateAsyncHTTPClientTestCase.test_max_clients": [options, "what contradicts itself is refused at once"],
  "HTTP100ContinueTestCase.test_100_continue": [responses, "a 100 without a reason"],
  "HTTP204NoContentTestCase.test_204_no_content": [options, "a 204 has no body"],
  "HTTP204NoContentTestCase.test_204_invalid_content_length": [responses, "a length and 204 (§6.3)"],
  "HostnameMappingTestCase.test_hostname_mapping": mapping,
  "HostnameMappingTestCase.test_port_mapping": mapping,
  "ResolveTimeoutTestCase.test_resolve_timeout": [
    connections,
    "a resolver that never answers: the time for connecting is over",
  ],
  "MaxHeaderSizeTest.test_small_headers": [client, "fetch() gives status, header fields and body"],
  "MaxHeaderSizeTest.test_large_headers": [faults, "sends a head without an end"],
  "MaxBodySizeTest.test_small_body": [client, "fetch() gives status, header fields and body"],
  "MaxBodySizeTest.test_large_body": [faults, "announces a body beyond maxBodySize"],
  "MaxBufferSizeTest.test_large_body": {
    whyNot: "there is no buffer before the body: `maxBodySize` is the one limit",
  },
  "ChunkedWithContentLengthTest.test_chunked_with_content_length": [faults, "sends a length and chunks"],
});
