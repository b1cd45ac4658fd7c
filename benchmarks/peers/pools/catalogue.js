// Every pool that can be measured, as data. A pool's file exports `open({ workers })`: an object with a function for
// each task of tasks.js. Written as its own documentation does it, with its defaults, except that every
// pool has a fixed number of threads, because none of these scenarios is about starting them.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageVersion, python, pythonPrints, typhoonMissing, typhoonVersion } from "../installed.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const pools = {
  typhoon: ownPool("typhoon", "ThreadPoolExecutor"),
  "typhoon-nice0": ownPool("typhoon-nice0", "ThreadPoolExecutor with niceness 0, as the others have it"),
  piscina: npmPool("piscina"),
  tinypool: npmPool("tinypool"),
  workerpool: npmPool("workerpool"),
  poolifier: { ...npmPool("poolifier"), about: "poolifier, FixedThreadPool" },
  "post-message": {
    ...nodePool("post-message"),
    about: "plain postMessage: message events both ways, a map of ids, the workers in turns without a queue",
  },
  asyncio: {
    about: "Python's ThreadPoolExecutor under asyncio",
    command: [python, here("asyncio_executor.py")],
    version: () => `Python ${pythonPrints("import sys; print(sys.version.split()[0])")}`,
    missing: () =>
      existsSync(python) ? undefined : `${python} is not there: install Debian's package python3`,
  },
  "atomics-wait": {
    ...nodePool("atomics-wait"),
    about: "limit: one worker in Atomics.wait with receiveMessageOnPort; its loop never turns",
    isLimit: true,
  },
  "bare-threads": {
    ...nodePool("bare-threads"),
    about: "limit: threads that repeat the task by themselves, without messages",
    isLimit: true,
  },
};

function ownPool(name, about) {
  return {
    ...nodePool(name),
    about,
    version: typhoonVersion,
    missing: () => typhoonMissing("concurrent"),
    isOurs: true,
  };
}

function npmPool(name) {
  return { ...nodePool(name), about: name, version: () => packageVersion(name) };
}

function nodePool(name) {
  return {
    command: [process.execPath, here("../../harness/pools/client-main.js"), here(`${name}.js`)],
    version: () => process.versions.node,
    missing: () => undefined,
  };
}
