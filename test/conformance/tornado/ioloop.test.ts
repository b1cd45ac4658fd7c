import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/ioloop_test.py of Tornado 6.5.

const callbacks = "loop/ioloop/callbacks.test.ts";
const timeouts = "loop/ioloop/timeouts.test.ts";
const executors = "loop/ioloop/executors-and-workers.test.ts";
const running = "loop/ioloop/start-and-stop.test.ts";
const periodic = "loop/ioloop/periodic-callback.test.ts";
const signals = "loop/ioloop/signals.test.ts";
const descriptors = "Node has no file descriptors to wait for: sockets bring their own events";
const oneLoop = "a thread has the one loop that Node runs: there is none to make, install, close or clear";

checkUpstream({
  "TestIOLoop.test_add_callback_return_sequence": [callbacks, "what a callback returns is of no interest"],
  "TestIOLoop.test_add_callback_wakeup": [callbacks, "addCallback() calls on the next turn"],
  "TestIOLoop.test_add_callback_wakeup_other_thread": [
    executors,
    "inside a task of a worker, callbacks go to the application's loop",
  ],
  "TestIOLoop.test_add_timeout_timedelta": [timeouts, "timeouts are called at their time"],
  "TestIOLoop.test_multiple_add": { whyNot: descriptors },
  "TestIOLoop.test_remove_without_add": { whyNot: descriptors },
  "TestIOLoop.test_add_callback_from_signal": [signals, "addCallbackFromSignal() calls on the next turn"],
  "TestIOLoop.test_add_callback_from_signal_other_thread": {
    whyNot: "signals come to the main thread of a process of Node only",
  },
  "TestIOLoop.test_add_callback_while_closing": { whyNot: oneLoop },
  "TestIOLoop.test_read_while_writeable": { whyNot: descriptors },
  "TestIOLoop.test_remove_timeout_after_fire": [timeouts, "removeTimeout() is harmless after the call"],
  "TestIOLoop.test_remove_timeout_cleanup": [timeouts, "removeTimeout() prevents the call"],
  "TestIOLoop.test_remove_timeout_from_timeout": [
    timeouts,
    "also from an earlier timeout of the same moment",
  ],
  "TestIOLoop.test_timeout_with_arguments": [
    timeouts,
    "timeouts are called at their time with their arguments",
  ],
  "TestIOLoop.test_add_timeout_return": [timeouts, "timeouts are called at their time"],
  "TestIOLoop.test_call_at_return": [timeouts, "whichever way they were set"],
  "TestIOLoop.test_call_later_return": [timeouts, "whichever way they were set"],
  "TestIOLoop.test_close_file_object": { whyNot: descriptors },
  "TestIOLoop.test_handler_callback_file_object": { whyNot: descriptors },
  "TestIOLoop.test_mixed_fd_fileobj": { whyNot: descriptors },
  "TestIOLoop.test_reentrant": [running, "start() while running is an error"],
  "TestIOLoop.test_exception_logging": [
    callbacks,
    "errors of plain and asynchronous callbacks go to the log",
  ],
  "TestIOLoop.test_exception_logging_future": [
    callbacks,
    "errors of plain and asynchronous callbacks go to the log",
  ],
  "TestIOLoop.test_exception_logging_native_coro": [
    callbacks,
    "errors of plain and asynchronous callbacks go to the log",
  ],
  "TestIOLoop.test_spawn_callback": [callbacks, "spawnCallback"],
  "TestIOLoop.test_remove_handler_from_handler": { whyNot: descriptors },
  "TestIOLoop.test_init_close_race": { whyNot: oneLoop },
  "TestIOLoop.test_explicit_asyncio_loop": { whyNot: oneLoop },
  "TestIOLoopCurrent.test_non_current": { whyNot: oneLoop },
  "TestIOLoopCurrent.test_force_current": { whyNot: oneLoop },
  "TestIOLoopCurrentAsync.test_clear_without_current": { whyNot: oneLoop },
  "TestIOLoopFutures.test_add_future_threads": [callbacks, "addFuture() calls on a later turn"],
  "TestIOLoopFutures.test_run_in_executor_gen": [executors, "runInExecutor() submits the function"],
  "TestIOLoopFutures.test_run_in_executor_native": [executors, "runInExecutor() submits the function"],
  "TestIOLoopFutures.test_set_default_executor": [
    executors,
    "runInExecutor(null) uses what setDefaultExecutor() was given",
  ],
  "TestIOLoopRunSync.test_sync_result": [running, "runSync() gives the result of plain"],
  "TestIOLoopRunSync.test_sync_exception": [running, "runSync() throws what the function throws"],
  "TestIOLoopRunSync.test_async_result": [running, "runSync() gives the result of plain, asynchronous"],
  "TestIOLoopRunSync.test_async_exception": [running, "runSync() throws what the function throws"],
  "TestIOLoopRunSync.test_current": [callbacks, "current() and instance() are the one loop of this thread"],
  "TestIOLoopRunSync.test_timeout": [running, "runSync() gives up after its time"],
  "TestIOLoopRunSync.test_native_coroutine": [running, "runSync() gives the result of plain, asynchronous"],
  "TestIOLoopRunSync.test_stop_no_timeout": [running, "runSync() fails when the loop is stopped first"],
  "TestPeriodicCallbackMath.test_basic": [periodic, "the callback is called after each period"],
  "TestPeriodicCallbackMath.test_overrun": [periodic, "a run that takes longer than a period skips"],
  "TestPeriodicCallbackMath.test_clock_backwards": {
    whyNot: "the clock of the loop is monotonic: it cannot go backwards",
  },
  "TestPeriodicCallbackMath.test_jitter": [periodic, "jitter spreads each period to both sides"],
  "TestPeriodicCallbackMath.test_timedelta": {
    whyNot: "a period is a number of milliseconds: there is no other way to give one",
  },
  "TestPeriodicCallbackAsync.test_periodic_plain": [periodic, "the callback may be plain"],
  "TestPeriodicCallbackAsync.test_periodic_coro": [periodic, "a run that takes longer than a period skips"],
  "TestPeriodicCallbackAsync.test_periodic_async": [periodic, "a run that takes longer than a period skips"],
  "TestIOLoopConfiguration.test_default": { whyNot: oneLoop },
  "TestIOLoopConfiguration.test_asyncio": { whyNot: oneLoop },
  "TestIOLoopConfiguration.test_asyncio_main": { whyNot: oneLoop },
});
