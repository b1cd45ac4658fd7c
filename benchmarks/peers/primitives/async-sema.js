import { Sema } from "async-sema";

export const lock = () => semaphore(1);

export function semaphore(value) {
  const held = new Sema(value);
  return async () => {
    await held.acquire();
    held.release();
  };
}

export function limited(concurrency) {
  const limit = new Sema(concurrency);
  return async (task) => {
    await limit.acquire();
    try {
      return await task();
    } finally {
      limit.release();
    }
  };
}
