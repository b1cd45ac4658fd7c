import { writeSync } from "node:fs";
import { inspect } from "node:util";
import { workerData } from "node:worker_threads";
import type { SupervisorData } from "./supervise.ts";

const { program, outcome }: SupervisorData = workerData;

try {
  // Here, because what cannot be loaded, such as a package that is missing, has to end the thread that waits.
  const { Supervisor } = await import("./supervisor.ts");
  await new Supervisor(program, end).start();
} catch (error) {
  // The thread's own streams go through the thread that waits.
  writeSync(2, `Cannot watch the program's files: ${inspect(error)}\n`);
  end(1);
}

function end(code: number): void {
  Atomics.store(outcome, 0, code + 1);
  Atomics.notify(outcome, 0);
}
