import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/netutil_test.py of Tornado 6.5.

const resolvers = "net/netutil/resolver.test.ts";
const thread = "Node's lookup runs on a thread by itself, so there is one resolver for all";

checkUpstream({
  "BlockingResolverTest.test_localhost": [resolvers, "localhost is an address of the loopback"],
  "BlockingResolverErrorTest.test_bad_host": [resolvers, "a host that nobody knows is an error"],
  "OverrideResolverTest.test_localhost": [resolvers, "the most exact override counts"],
  "OverrideResolverTest.test_resolve_multiaddr": [resolvers, "the most exact override counts"],
  "ThreadedResolverTest.test_localhost": { whyNot: thread },
  "ThreadedResolverErrorTest.test_bad_host": { whyNot: thread },
  "ThreadedResolverImportTest.test_import": { whyNot: thread },
  "CaresResolverTest.test_localhost": {
    whyNot: "a package of Python; a `Resolver` over node:dns takes a line",
  },
  "IsValidIPTest.test_is_valid_ip": [resolvers, "isValidIp() is true of addresses only"],
  "TestPortAllocation.test_same_port_allocation": [
    "net/netutil/bind-sockets.test.ts",
    "all addresses of a name get the same port",
  ],
  "TestPortAllocation.test_reuse_port": [
    "net/netutil/bind-sockets.test.ts",
    "with reusePort, two servers listen on one port",
  ],
});
