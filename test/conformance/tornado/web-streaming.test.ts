import { checkUpstream } from "./upstream.ts";

// Bodies that are taken while they arrive, and clients that leave: the names of the tests in tornado/test/web_test.py of Tornado 6.5.

const closing = "web/handler/closing.test.ts";
const streaming = "web/handler/streaming.test.ts";

checkUpstream({
  "ConnectionCloseTest.test_connection_close": [
    closing,
    "a client that leaves aborts the signal, then calls onConnectionClose()",
  ],
  "StreamingRequestBodyTest.test_streaming_body": [
    streaming,
    "comes to dataReceived between prepare and the method",
  ],
  "StreamingRequestBodyTest.test_early_return": [
    streaming,
    "a handler that answers without reading ends the connection with its answer",
  ],
  "StreamingRequestBodyTest.test_early_return_with_data": [
    streaming,
    "an answer in the middle of the body ends the connection",
  ],
  "StreamingRequestBodyTest.test_close_during_upload": [
    streaming,
    "a client that leaves in the middle aborts the signal",
  ],
  "BaseStreamingRequestFlowControlTest.test_flow_control_fixed_body": [
    streaming,
    "a promise of dataReceived holds back the next piece, a generator too",
  ],
  "BaseStreamingRequestFlowControlTest.test_flow_control_chunked_body": [
    streaming,
    "comes to dataReceived between prepare and the method",
  ],
  "BaseStreamingRequestFlowControlTest.test_flow_control_compressed_body": [
    streaming,
    "a compressed body comes to dataReceived decompressed",
  ],
  "ClientCloseTest.test_client_close": [
    closing,
    "a handler that goes on after the client left finishes quietly",
  ],
});
