import assert from "node:assert/strict";
import { test } from "node:test";
import { coroutine, moment } from "typhoon/gen";
import { HTTPError, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../../web/serve.ts";
import { checkUpstream } from "./upstream.ts";

guardLog();

// The names of the tests in tornado/test/gen_test.py of Tornado 6.5.

const coroutines = "loop/gen/coroutine.test.ts";
const many = "loop/gen/multi.test.ts";
const timeLimits = "loop/gen/with-timeout.test.ts";
const iterators = "loop/gen/wait-iterator.test.ts";
const collected =
  "Python collects by reference counts; in V8 a generator that nobody holds is garbage without more";
const handlers = "web/handler/lifecycle.test.ts";
const here = "conformance/tornado/gen.test.ts";

checkUpstream({
  "GenBasicTest.test_no_yield": [coroutines, "a return before any yield settles at once"],
  "GenBasicTest.test_exception_phase1": [coroutines, "an error before the first yield is in the future"],
  "GenBasicTest.test_exception_phase2": [coroutines, "an error is thrown at the yield"],
  "GenBasicTest.test_bogus_yield": [coroutines, "anything else that is yielded is a BadYieldError"],
  "GenBasicTest.test_bogus_yield_tuple": {
    whyNot: "JavaScript has no tuples beside lists, and a list is waited for",
  },
  "GenBasicTest.test_reuse": [many, "multi() accepts one future twice"],
  "GenBasicTest.test_none": [coroutines, "moment and null wait for one turn"],
  "GenBasicTest.test_multi": [coroutines, "yield takes futures, promises, lists, objects"],
  "GenBasicTest.test_multi_dict": [coroutines, "yield takes futures, promises, lists, objects"],
  "GenBasicTest.test_multi_delayed": [many, "multi() of a list gives the results in the list's order"],
  "GenBasicTest.test_multi_dict_delayed": [many, "multi() of an object gives an object"],
  "GenBasicTest.test_multi_performance": [many, "multi() waits for thousands of moments at once"],
  "GenBasicTest.test_multi_empty": [many, "multi() of nothing is done at once"],
  "GenBasicTest.test_future": [coroutines, "yield takes futures"],
  "GenBasicTest.test_multi_future": [many, "multi() of a list gives the results"],
  "GenBasicTest.test_multi_future_duplicate": [many, "multi() accepts one future twice"],
  "GenBasicTest.test_multi_dict_future": [many, "multi() of an object gives an object"],
  "GenBasicTest.test_multi_exceptions": [many, "fails with the first error of the list and logs the others"],
  "GenBasicTest.test_multi_future_exceptions": [many, "multi() logs nothing when only one fails"],
  "GenBasicTest.test_sync_raise_return": [coroutines, "Return ends the coroutine with its value"],
  "GenBasicTest.test_async_raise_return": [coroutines, "Return ends the coroutine with its value"],
  "GenBasicTest.test_sync_raise_return_value": [coroutines, "Return ends the coroutine with its value"],
  "GenBasicTest.test_sync_raise_return_value_tuple": [coroutines, "Return ends the coroutine with its value"],
  "GenBasicTest.test_async_raise_return_value": [coroutines, "Return ends the coroutine with its value"],
  "GenBasicTest.test_async_raise_return_value_tuple": [
    coroutines,
    "Return ends the coroutine with its value",
  ],
  "GenCoroutineTest.test_attributes": [coroutines, "a coroutine keeps its name"],
  "GenCoroutineTest.test_is_coroutine_function": [coroutines, "isCoroutineFunction() knows it"],
  "GenCoroutineTest.test_sync_gen_return": [coroutines, "Return ends the coroutine"],
  "GenCoroutineTest.test_async_gen_return": [coroutines, "Return ends the coroutine"],
  "GenCoroutineTest.test_sync_return": [coroutines, "a return before any yield settles at once"],
  "GenCoroutineTest.test_async_return": [coroutines, "the types of arguments, this and result are kept"],
  "GenCoroutineTest.test_async_early_return": [coroutines, "a return before any yield settles at once"],
  "GenCoroutineTest.test_async_await": [coroutines, "coroutines and async functions wait for each other"],
  "GenCoroutineTest.test_asyncio_sleep_zero": [
    coroutines,
    "coroutines and async functions wait for each other",
  ],
  "GenCoroutineTest.test_async_await_mixed_multi_native_future": [
    coroutines,
    "yield takes futures, promises, lists",
  ],
  "GenCoroutineTest.test_async_with_timeout": [
    timeLimits,
    "withTimeout() gives the outcome that comes in time",
  ],
  "GenCoroutineTest.test_sync_return_no_value": [coroutines, "a return before any yield settles at once"],
  "GenCoroutineTest.test_async_return_no_value": [coroutines, "moment and null wait for one turn"],
  "GenCoroutineTest.test_sync_raise": [coroutines, "an error before the first yield is in the future"],
  "GenCoroutineTest.test_async_raise": [coroutines, "an error is thrown at the yield"],
  "GenCoroutineTest.test_replace_yieldpoint_exception": [coroutines, "where it can be caught or replaced"],
  "GenCoroutineTest.test_swallow_yieldpoint_exception": [coroutines, "where it can be caught or replaced"],
  "GenCoroutineTest.test_moment": [coroutines, "moment and null wait for one turn of the loop, in order"],
  "GenCoroutineTest.test_sleep": ["loop/gen/task.test.ts", "sleep() is done by a timer"],
  "GenCoroutineTest.test_py3_leak_exception_context": {
    whyNot: "an error of JavaScript has no context that is set behind its back; a cause is given by hand",
  },
  "GenCoroutineTest.test_coroutine_refcounting": { whyNot: collected },
  "GenCoroutineTest.test_asyncio_future_debug_info": {
    whyNot: "the debug mode of asyncio prints coroutines; there is none here",
  },
  "GenCoroutineTest.test_asyncio_gather": ["concurrent/future.test.ts", "Promise combinators accept futures"],
  "GenWebTest.test_coroutine_sequence_handler": [handlers, '"a coroutine"'],
  "GenWebTest.test_coroutine_unfinished_sequence_handler": [handlers, '"a generator"'],
  "GenWebTest.test_undecorated_coroutines": [handlers, "is over before the method is called"],
  "GenWebTest.test_async_prepare_error_handler": [here, "an error of an asynchronous prepare()"],
  "GenWebTest.test_native_coroutine_handler": [handlers, '"a generator"'],
  "WithTimeoutTest.test_timeout": [timeLimits, "withTimeout() fails with TimeoutError"],
  "WithTimeoutTest.test_completes_before_timeout": [
    timeLimits,
    "withTimeout() gives the outcome that comes in time",
  ],
  "WithTimeoutTest.test_fails_before_timeout": [
    timeLimits,
    "withTimeout() gives the outcome that comes in time",
  ],
  "WithTimeoutTest.test_already_resolved": [
    timeLimits,
    "withTimeout() takes a time of the loop, also one that has passed",
  ],
  "WithTimeoutTest.test_timeout_concurrent_future": [timeLimits, "withTimeout() takes a time of the loop"],
  "WithTimeoutTest.test_completed_concurrent_future": [timeLimits, "withTimeout() takes a time of the loop"],
  "WithTimeoutTest.test_normal_concurrent_future": [
    timeLimits,
    "withTimeout() gives the outcome that comes in time",
  ],
  "WaitIteratorTest.test_empty_iterator": [iterators, "WaitIterator of nothing is done at once"],
  "WaitIteratorTest.test_already_done": [iterators, "WaitIterator over an object gives its keys"],
  "WaitIteratorTest.test_iterator": [
    iterators,
    "WaitIterator hands out results in the order in which they come",
  ],
  "WaitIteratorTest.test_iterator_async_await": [iterators, "WaitIterator goes on after an error"],
  "WaitIteratorTest.test_no_ref": { whyNot: collected },
  "RunnerGCTest.test_gc": { whyNot: collected },
  "RunnerGCTest.test_gc_infinite_coro": { whyNot: collected },
  "RunnerGCTest.test_gc_infinite_async_await": { whyNot: collected },
  "RunnerGCTest.test_multi_moment": [many, "multi() waits for thousands of moments"],
  "ContextVarsTest.test_propagate": [coroutines, "the asynchronous context is kept over every kind of yield"],
  "ContextVarsTest.test_reset": [
    coroutines,
    "the asynchronous context is kept over every kind of yield, also what was set inside",
  ],
  "ContextVarsTest.test_propagate_to_first_yield_with_native_async_function": [
    coroutines,
    "coroutines and async functions keep the context",
  ],
});

test("an error of an asynchronous prepare() is the answer, and the method is not called", async (t) => {
  class Refuses extends RequestHandler {
    override prepare = coroutine(function* () {
      yield moment;
      throw new HTTPError(403);
    });
    override get() {
      throw new Error("get() is not called");
    }
  }
  const site = await serve(t, [["/", Refuses]]);

  const { status } = await site.fetch("/");
  await expectLog(/403 GET/);

  assert.equal(status, 403);
});
