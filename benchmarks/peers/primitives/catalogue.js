// Locks, semaphores and queues, each file with one function for every operation that its package has.
import { packageVersion, typhoonMissing, typhoonVersion } from "../installed.js";

const library = (name, about) => ({
  about,
  file: new URL(`${name}.js`, import.meta.url).href,
  version: () => packageVersion(name),
  missing: () => undefined,
});
const typhoon = {
  file: new URL("typhoon.js", import.meta.url).href,
  version: typhoonVersion,
  missing: () => typhoonMissing("web"),
};

export const primitives = {
  typhoon: { ...typhoon, about: "Lock, Semaphore" },
  "typhoon-queue": { ...typhoon, about: "Queue and consumers", renamed: { limited: "queued" } },
  "async-mutex": library("async-mutex", "Mutex, Semaphore"),
  "async-sema": library("async-sema", "Sema"),
  "p-queue": library("p-queue", "PQueue with a concurrency"),
};
