import { Worker } from "node:worker_threads";
import { controlDescriptor } from "./process-start.ts";

/** How long a process may take to end by itself when its parent is gone. */
const farewellMs = 1_000;

// As text, because a bundle has no files beside it; and plain JavaScript, without this library: it has to be small.
const program = `
  const { workerData } = require("node:worker_threads");
  const line = new (require("node:net").Socket)({ fd: workerData.descriptor, readable: true });
  line.on("data", (bytes) => Atomics.store(workerData.aborted, 0, bytes.readInt32LE(bytes.length - 4)));
  line.on("error", () => {});
  line.on("close", () => setTimeout(() => process.kill(process.pid, "SIGKILL"), workerData.farewellMs));
`;

/**
 * Listens to the pool beside the process's event loop, on a thread of its own, because a task that computes lets no
 * event in: so it sees that it was aborted, and never outlives the parent.
 *
 * @returns holds the id of the task that was aborted
 */
export function startControl(): Int32Array {
  const aborted = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(program, {
    eval: true,
    name: "typhoon-control",
    workerData: { aborted, descriptor: controlDescriptor, farewellMs },
    // None of the application's loaders and preloaded modules.
    execArgv: [],
    env: {},
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16, stackSizeMb: 1 },
  });
  thread.unref();
  return aborted;
}
