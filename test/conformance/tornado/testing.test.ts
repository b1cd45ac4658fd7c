import { checkUpstream, type Row } from "./upstream.ts";

// The names of the tests in tornado/test/testing_test.py of Tornado 6.5.

const http = "tools/testing/async-http-test-case.test.ts";
const limits = "tools/testing/gen-test.test.ts";
const runner: Row = {
  whyNot:
    "node:test awaits what a test returns, a promise or nothing, and has no class of tests to get that wrong in",
};
const waiting: Row = {
  whyNot: "stop() and wait() make a synchronous test of callbacks; here a test awaits a promise, or an event",
};
const setUp: Row = { whyNot: "the order of hooks is that of node:test; this library has no class of tests" };

checkUpstream({
  "AsyncTestCaseTest.test_wait_timeout": waiting,
  "AsyncTestCaseTest.test_subsequent_wait_calls": waiting,
  "LeakTest.test_leaked_coroutine": {
    whyNot: "no loop belongs to a test and ends with it, and nobody can end a promise that is not settled",
  },
  "AsyncHTTPTestCaseTest.test_fetch_segment": [http, "fetch() asks the application on its port"],
  "AsyncHTTPTestCaseTest.test_fetch_full_http_url": [http, "for a path or for a whole URL"],
  "AsyncTestCaseReturnAssertionsTest.test_undecorated_generator": {
    whyNot: "node:test takes a generator for a test that returned at once: genTest() runs it",
  },
  "AsyncTestCaseReturnAssertionsTest.test_undecorated_coroutine": runner,
  "AsyncTestCaseReturnAssertionsTest.test_undecorated_generator_with_skip": runner,
  "AsyncTestCaseReturnAssertionsTest.test_other_return": runner,
  "SetUpTearDownTest.test_set_up_tear_down": setUp,
  "AsyncHTTPTestCaseSetUpTearDownTest.test_tear_down_releases_app_and_http_server": [
    http,
    "with the test its server ends, and its connections",
  ],
  "GenTest.test_sync": [limits, "a test has the arguments and the object"],
  "GenTest.test_async": [limits, "a test has the arguments and the object"],
  "GenTest.test_timeout": [limits, "form that is not done in time fails"],
  "GenTest.test_no_timeout": [limits, "a test's own limit comes before"],
  "GenTest.test_timeout_environment_variable": [limits, "a test's own limit comes before"],
  "GenTest.test_no_timeout_environment_variable": [limits, "a test's own limit comes before"],
  "GenTest.test_with_method_args": [limits, "a test has the arguments and the object"],
  "GenTest.test_with_method_kwargs": [limits, "a test has the arguments and the object"],
  "GenTest.test_native_coroutine": [limits, "a test has the arguments and the object"],
  "GenTest.test_native_coroutine_timeout": [limits, "form that is not done in time fails"],
});
