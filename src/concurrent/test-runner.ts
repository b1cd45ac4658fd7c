/** What a test runner does to modules, and what a test does about it. */
export interface TestRunner {
  /** A clause. */
  readonly reason: string;
  /** An instruction. */
  readonly cure: string;
}

const cure =
  "call runInline() of typhoon/testing in the test, which runs blocking functions on the test's thread, or test " +
  "the built JavaScript";

/** The variables by which runners make themselves known; workers inherit the environment. */
const variables = { VITEST: "Vitest", JEST_WORKER_ID: "Jest" } as const;

/**
 * @param env - of the process
 * @returns the runner that transforms modules for its own thread alone, if the program runs in one
 */
export function testRunner(env: NodeJS.ProcessEnv = process.env): TestRunner | undefined {
  const found = Object.entries(variables).find(([variable]) => env[variable] !== undefined);
  return found && { reason: `${found[1]} transforms modules for its own thread`, cure };
}
