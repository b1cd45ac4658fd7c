import { workerData } from "node:worker_threads";
import type { SupervisorData } from "./supervise.ts";
import { Supervisor } from "./supervisor.ts";

const { program, outcome }: SupervisorData = workerData;

const supervisor = new Supervisor(program, (code) => {
  Atomics.store(outcome, 0, code + 1);
  Atomics.notify(outcome, 0);
});
await supervisor.start();
