import { mock, type TestContext } from "node:test";

/** The delays of all system timers that are set from now to the end of the test; they keep no process alive. */
export function timerDelays(t: TestContext): readonly number[] {
  const delays: number[] = [];
  const set = globalThis.setTimeout;
  const replacement = (callback: () => void, delayMs = 0, ...args: []) => {
    delays.push(delayMs);
    return set(callback, delayMs, ...args).unref();
  };
  const { mock: mocked } = mock.method(globalThis, "setTimeout", replacement as typeof setTimeout);
  t.after(() => mocked.restore());
  return delays;
}
