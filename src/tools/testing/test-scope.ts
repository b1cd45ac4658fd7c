/** What is needed of a test: that it calls back when it has ended. The context of a test of `node:test` is one. */
export interface TestScope {
  /** Calls `hook` when the test has ended, and waits for a promise that it returns. */
  after(hook: () => void | Promise<void>): void;
}
