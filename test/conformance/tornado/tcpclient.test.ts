import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/tcpclient_test.py of Tornado 6.5.

const client = "net/tcpclient/tcp-client.test.ts";
const connector = "net/tcpclient/connector.test.ts";

const families = "connect() of either family, by address and by name";
const limit = "a signal gives up every attempt, and begins no other";
const turns = "the next attempt begins at once when one fails, and has 250 ms of its own";
const losers = "the losers are given up when one succeeds";

checkUpstream({
  "TCPClientTest.test_connect_ipv4_ipv4": [client, families],
  "TCPClientTest.test_connect_ipv4_dual": [client, families],
  "TCPClientTest.test_connect_ipv6_ipv6": [client, families],
  "TCPClientTest.test_connect_ipv6_dual": [client, families],
  "TCPClientTest.test_connect_unspec_ipv4": [client, families],
  "TCPClientTest.test_connect_unspec_ipv6": [client, families],
  "TCPClientTest.test_connect_unspec_dual": [client, families],
  "TCPClientTest.test_refused_ipv4": [client, "connect() to a name tries its addresses until one answers"],
  "TCPClientTest.test_source_ip_fail": [client, "a sourceIp that this machine does not have fails"],
  "TCPClientTest.test_source_ip_success": [client, "sourceIp is the address that the server sees"],
  "TCPClientTest.test_source_port_fail": { whyNot: "a superuser, who often runs tests, may use port 1" },
  "TCPClientTest.test_connect_timeout": [client, "timeoutMs covers a resolver that never answers"],
  "TestConnectorSplit.test_one_family": [connector, "families take turns"],
  "TestConnectorSplit.test_mixed": [connector, "families take turns"],
  "ConnectorTest.test_immediate_success": [connector, "an attempt that succeeds at once is the only one"],
  "ConnectorTest.test_immediate_failure": [connector, "when all fail, the last error is the answer"],
  "ConnectorTest.test_one_family_second_try": [connector, turns],
  "ConnectorTest.test_one_family_second_try_failure": [
    connector,
    "when all fail, the last error is the answer",
  ],
  "ConnectorTest.test_one_family_second_try_timeout": {
    whyNot: "RFC 8305 begins the next attempt of the same family after the delay too",
  },
  "ConnectorTest.test_two_families_immediate_failure": [connector, turns],
  "ConnectorTest.test_two_families_timeout": [connector, losers],
  "ConnectorTest.test_success_after_timeout": [connector, "a connection that comes too late is closed"],
  "ConnectorTest.test_all_fail": [connector, "when all fail, the last error is the answer"],
  "ConnectorTest.test_one_family_timeout_after_connect_timeout": [connector, limit],
  "ConnectorTest.test_one_family_success_before_connect_timeout": [connector, "and leaves no timer"],
  "ConnectorTest.test_one_family_second_try_after_connect_timeout": [connector, limit],
  "ConnectorTest.test_one_family_second_try_failure_before_connect_timeout": [
    connector,
    "when all fail, the last error is the answer",
  ],
  "ConnectorTest.test_two_family_timeout_before_connect_timeout": [connector, limit],
  "ConnectorTest.test_two_family_success_after_timeout": [connector, losers],
  "ConnectorTest.test_two_family_timeout_after_connect_timeout": [connector, limit],
});
