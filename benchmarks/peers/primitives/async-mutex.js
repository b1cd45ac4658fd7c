import { Mutex, Semaphore } from "async-mutex";

export function lock() {
  const held = new Mutex();
  return async () => {
    (await held.acquire())();
  };
}

export function semaphore(value) {
  const held = new Semaphore(value);
  return async () => {
    const [, release] = await held.acquire();
    release();
  };
}

export function limited(concurrency) {
  const limit = new Semaphore(concurrency);
  return (task) => limit.runExclusive(task);
}
