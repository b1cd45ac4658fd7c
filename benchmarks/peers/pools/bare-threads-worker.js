import { parentPort } from "node:worker_threads";
import { spin } from "./tasks.js";

const tasks = { spin };

parentPort.on("message", ({ name, argument, counts, index }) => {
  for (;;) {
    tasks[name](argument);
    Atomics.add(counts, index, 1);
  }
});
