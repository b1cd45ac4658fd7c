import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/locks_test.py of Tornado 6.5.

const conditions = "loop/locks/condition-and-event.test.ts";
const semaphores = "loop/locks/semaphore-and-lock.test.ts";
const givingUp = "loop/locks/giving-up.test.ts";

checkUpstream({
  "ConditionTest.test_repr": [conditions, "toString() tells how many wait"],
  "ConditionTest.test_notify": [
    conditions,
    "a condition gives false when the time is over first, and true when",
  ],
  "ConditionTest.test_notify_1": [conditions, "notify() wakes the one who has waited longest"],
  "ConditionTest.test_notify_n": [conditions, "notify(n) wakes n in the order"],
  "ConditionTest.test_notify_all": [conditions, "and notifyAll() the rest"],
  "ConditionTest.test_wait_timeout": [conditions, "a condition gives false when the time is over first"],
  "ConditionTest.test_wait_timeout_preempted": [conditions, "and true when it is notified in time"],
  "ConditionTest.test_notify_n_with_timeout": [conditions, "who has given up does not count"],
  "ConditionTest.test_notify_all_with_timeout": [conditions, "who has given up does not count"],
  "ConditionTest.test_nested_notify": [conditions, "notify() called by one who was notified"],
  "ConditionTest.test_garbage_collection": [conditions, "those who gave up left at once"],
  "EventTest.test_repr": [conditions, "an event may be set twice"],
  "EventTest.test_event": [conditions, "an event holds back until it is set"],
  "EventTest.test_event_timeout": [conditions, "an event fails with TimeoutError"],
  "EventTest.test_event_set_multiple": [conditions, "an event may be set twice"],
  "EventTest.test_event_wait_clear": [conditions, "clear() does not disturb those who wait"],
  "SemaphoreTest.test_negative_value": [semaphores, "a semaphore cannot begin with"],
  "SemaphoreTest.test_repr": [semaphores, "toString() tells how a semaphore stands"],
  "SemaphoreTest.test_acquire": [semaphores, "a unit that is released goes to whoever has waited longest"],
  "SemaphoreTest.test_acquire_timeout": [semaphores, "acquiring fails with TimeoutError"],
  "SemaphoreTest.test_acquire_timeout_preempted": [semaphores, "acquiring fails with TimeoutError"],
  "SemaphoreTest.test_release_unacquired": [semaphores, "a semaphore may be released more often"],
  "SemaphoreTest.test_garbage_collection": [givingUp, "cancelling the future leaves the line"],
  "SemaphoreContextManagerTest.test_context_manager": [semaphores, "using releases at the end of the block"],
  "SemaphoreContextManagerTest.test_context_manager_async_await": [
    semaphores,
    ".with() holds it while an asynchronous function runs",
  ],
  "SemaphoreContextManagerTest.test_context_manager_exception": [
    semaphores,
    "using releases at the end of the block, also after an error",
  ],
  "SemaphoreContextManagerTest.test_context_manager_timeout": [
    semaphores,
    "acquiring fails with TimeoutError",
  ],
  "SemaphoreContextManagerTest.test_context_manager_timeout_error": [
    semaphores,
    ".with() does not call the function when it cannot be had in time",
  ],
  "SemaphoreContextManagerTest.test_context_manager_contended": [
    semaphores,
    "calls of with() that compete run one after the other",
  ],
  "SemaphoreContextManagerTest.test_yield_sem": [semaphores, "can be acquired in a coroutine"],
  "SemaphoreContextManagerTest.test_context_manager_misuse": [
    semaphores,
    "is no resource before it is acquired",
  ],
  "BoundedSemaphoreTest.test_release_unacquired": [semaphores, "a bounded one may not"],
  "LockTests.test_repr": [semaphores, "a lock can be released by hand"],
  "LockTests.test_acquire_release": [semaphores, "a lock can be released by hand"],
  "LockTests.test_acquire_fifo": [semaphores, "a unit that is released goes to whoever has waited longest"],
  "LockTests.test_acquire_fifo_async_with": [
    semaphores,
    "calls of with() that compete run one after the other, in the order",
  ],
  "LockTests.test_acquire_timeout": [semaphores, "a lock that cannot be had in time says which time"],
  "LockTests.test_multi_release": [semaphores, "and not when it is not locked"],
  "LockTests.test_yield_lock": [semaphores, "can be acquired in a coroutine"],
  "LockTests.test_context_manager_misuse": [semaphores, "is no resource before it is acquired"],
});
