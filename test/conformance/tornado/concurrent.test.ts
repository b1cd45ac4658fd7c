import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/concurrent_test.py of Tornado 6.5.

const futures = "concurrent/future-functions.test.ts";
const methods = "concurrent/run-on-executor.test.ts";
const coroutines = "loop/gen/coroutine.test.ts";

checkUpstream({
  "MiscFutureTest.test_future_set_result_unless_cancelled": [
    futures,
    "the helpers leave a cancelled future alone",
  ],
  "ChainFutureTest.test_asyncio_futures": [
    futures,
    "chainFuture() copies a result, an error and a cancellation",
  ],
  "ChainFutureTest.test_concurrent_futures": [futures, "chainFuture() copies from a promise"],
  "GeneratorCapClientTest.test_future": [coroutines, "yield takes futures"],
  "GeneratorCapClientTest.test_future_error": [coroutines, "an error is thrown at the yield"],
  "GeneratorCapClientTest.test_generator": [coroutines, "yield takes futures"],
  "GeneratorCapClientTest.test_generator_error": [coroutines, "an error is thrown at the yield"],
  "RunOnExecutorTest.test_no_calling": [
    methods,
    "a decorated method runs on the executor of its class's field",
  ],
  "RunOnExecutorTest.test_call_with_no_args": [methods, "empty brackets behind the decorator"],
  "RunOnExecutorTest.test_call_with_executor": [methods, "the executor can be named"],
  "RunOnExecutorTest.test_async_await": [methods, "a decorated method runs on the executor"],
});
