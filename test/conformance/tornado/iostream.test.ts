import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/iostream_test.py of Tornado 6.5; those of its mixins stand once.

const streams = "net/iostream/io-stream.test.ts";
const tls = "net/iostream/tls.test.ts";
const pipes = "net/iostream/pipe-io-stream.test.ts";

const internals = "it replaces a method within the stream that reads from a descriptor; here Node reads";

checkUpstream({
  "TestIOStreamWebMixin.test_connection_closed": ["http/httpserver", "Connection: close"],
  "TestIOStreamWebMixin.test_read_until_close": [
    streams,
    "close() right after several writes sends them all",
  ],
  "TestIOStreamWebMixin.test_read_zero_bytes": [streams, "0 are there at once"],
  "TestIOStreamWebMixin.test_write_while_connecting": [tls, "sends what was written before"],
  "TestIOStreamWebMixin.test_future_interface": [streams, "readUntil() keeps the bytes after the delimiter"],
  "TestIOStreamWebMixin.test_future_close_while_reading": [streams, "end leaves unsatisfied fails"],
  "TestIOStreamWebMixin.test_future_read_until_close": [streams, "what came before the other side closed"],
  "TestReadWriteMixin.test_write_zero_bytes": [streams, "a write of nothing is done at once"],
  "TestReadWriteMixin.test_future_delayed_close_callback": [
    streams,
    "what came before the other side closed",
  ],
  "TestReadWriteMixin.test_close_buffered_data": [streams, "what came before the other side closed"],
  "TestReadWriteMixin.test_read_until_close_after_close": [streams, "what came before the other side closed"],
  "TestReadWriteMixin.test_large_read_until": [streams, "readUntil() of 4 MiB in 1 KiB pieces"],
  "TestReadWriteMixin.test_read_until_with_close_after_second_packet": [
    streams,
    "a match in a last, smaller piece is found when the other side closes right after it",
  ],
  "TestReadWriteMixin.test_read_until_unsatisfied_after_close": [streams, "end leaves unsatisfied fails"],
  "TestReadWriteMixin.test_close_callback_with_pending_read": [
    streams,
    "is called when the other side closes while a read waits",
  ],
  "TestReadWriteMixin.test_future_close_callback": [tls, "the close callback goes over"],
  "TestReadWriteMixin.test_write_memoryview": [streams, "a view of larger elements is written as its bytes"],
  "TestReadWriteMixin.test_read_bytes_partial": [streams, "with partial for any"],
  "TestReadWriteMixin.test_read_until_max_bytes": [streams, "a match that ends at maxBytes returns it"],
  "TestReadWriteMixin.test_read_until_max_bytes_inline": [streams, "ends beyond maxBytes closes the stream"],
  "TestReadWriteMixin.test_read_until_max_bytes_ignores_extra": [
    streams,
    "ends beyond maxBytes closes the stream",
  ],
  "TestReadWriteMixin.test_read_until_regex_max_bytes": [streams, "a match that ends at maxBytes returns it"],
  "TestReadWriteMixin.test_read_until_regex_max_bytes_inline": [
    streams,
    "ends beyond maxBytes closes the stream",
  ],
  "TestReadWriteMixin.test_read_until_regex_max_bytes_ignores_extra": [
    streams,
    "ends beyond maxBytes closes the stream",
  ],
  "TestReadWriteMixin.test_small_reads_from_large_buffer": [streams, "small reads get any amount through"],
  "TestReadWriteMixin.test_small_read_untils_from_large_buffer": [
    streams,
    "small readUntil() get any amount through",
  ],
  "TestReadWriteMixin.test_flow_control": [streams, "nothing is received far ahead of the reads"],
  "TestReadWriteMixin.test_read_into": [streams, "readInto() fills the array, and what is beyond stays"],
  "TestReadWriteMixin.test_read_into_partial": [
    streams,
    "readInto() fills the array, and what is beyond stays",
  ],
  "TestReadWriteMixin.test_read_into_zero_bytes": [
    streams,
    "readInto() fills the array, and what is beyond stays",
  ],
  "TestReadWriteMixin.test_many_mixed_reads": [streams, "any mix of reads gets every byte once, in order"],
  "TestIOStreamMixin.test_connection_refused": [
    streams,
    "connect() to a port where nobody listens tells why",
  ],
  "TestIOStreamMixin.test_gaierror": [streams, "connect() to a port where nobody listens tells why"],
  "TestIOStreamMixin.test_read_until_close_with_error": { whyNot: internals },
  "TestIOStreamMixin.test_inline_read_error": { whyNot: internals },
  "TestIOStreamMixin.test_async_read_error_logging": [
    streams,
    "an error that nobody waits for is logged once",
  ],
  "TestIOStreamMixin.test_future_write": [streams, "many writers at once are all answered"],
  "TestIOStreamStartTLS.test_start_tls_smtp": [tls, "a conversation goes on encrypted after startTls()"],
  "TestIOStreamStartTLS.test_handshake_fail": [tls, "ends startTls() on the client"],
  "TestIOStreamStartTLS.test_check_hostname": [tls, "is for another host"],
  "TestIOStreamStartTLS.test_typed_memoryview": [
    streams,
    "a view of larger elements is written as its bytes",
  ],
  "WaitForHandshakeTest.test_wait_for_handshake_future": [
    tls,
    "an SSLIOStream connects, checks the certificate",
  ],
  "WaitForHandshakeTest.test_wait_for_handshake_already_waiting_error": {
    whyNot: "a promise may be awaited by several, so a second wait is no mistake here",
  },
  "WaitForHandshakeTest.test_wait_for_handshake_already_connected": [tls, "await stream.waitForHandshake()"],
  "TestIOStreamCheckHostname.test_match": [tls, "an SSLIOStream connects, checks the certificate"],
  "TestIOStreamCheckHostname.test_no_match": [tls, "refuses a certificate for another host"],
  "TestIOStreamCheckHostname.test_check_disabled": [tls, "unless the check is off"],
  "TestPipeIOStream.test_pipe_iostream": [pipes, "the two ends of a pipe"],
  "TestPipeIOStream.test_pipe_iostream_big_write": [pipes, "the two ends of a pipe"],
  "TestStreamBuffer.test_small": { whyNot: "Tornado's buffer of writes; here Node's streams hold those" },
  "TestStreamBuffer.test_large": { whyNot: "Tornado's buffer of writes; here Node's streams hold those" },
});
