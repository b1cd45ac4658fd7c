import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/tcpserver_test.py of Tornado 6.5.

const servers = "net/tcpserver/tcp-server.test.ts";
const processes = "http/httpserver/processes.test.ts";

checkUpstream({
  "TCPServerTest.test_handle_stream_coroutine_logging": [servers, "Uncaught exception in handleStream"],
  "TCPServerTest.test_handle_stream_native_coroutine": [
    "net/iostream/tls.test.ts",
    "override async handleStream",
  ],
  "TCPServerTest.test_stop_twice": [servers, "stop() may be called twice"],
  "TCPServerTest.test_stop_in_callback": [servers, "stop() inside handleStream harms no connection"],
  "TestMultiprocess.test_listen_single": [servers, "listen() on port 0 tells the port"],
  "TestMultiprocess.test_bind_start": [processes, "two processes share ports"],
  "TestMultiprocess.test_add_sockets": [processes, "two processes share ports"],
  "TestMultiprocess.test_listen_multi_reuse_port": [processes, "reusePort"],
});
