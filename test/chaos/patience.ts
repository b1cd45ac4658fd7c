/** Nothing that is done to the server lasts as long. */
export const patienceMs = 60_000;

/** @returns what the promise resolves with, or `undefined` if that takes too long */
export async function patiently<Value>(promise: Promise<Value>, ms = patienceMs): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
    // What fails later fails for nobody.
    promise.catch(() => {});
  }
}

/** Looks again and again whether something is so. @returns whether it was before the time was over */
export async function becomesTrue(isSo: () => boolean | Promise<boolean>, ms = patienceMs): Promise<boolean> {
  const end = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > end) return false;
    await pause(100);
  }
  return true;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
