/** What an example's test is given. */
interface Scope {
  after(hook: () => void | Promise<void>): void;
}

/**
 * Takes the place of `test` of `node:test` in examples: those all run in one process, which has to hear of a failure, and
 * of the end.
 */
export async function test(_name: string, body: (t: Scope) => unknown): Promise<void> {
  const hooks: (() => void | Promise<void>)[] = [];
  try {
    await body({ after: (hook) => void hooks.push(hook) });
  } finally {
    for (const hook of hooks) await hook();
  }
}
