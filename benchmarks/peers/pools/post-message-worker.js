import { parentPort } from "node:worker_threads";
import { noop, spin, touch } from "./tasks.js";

const tasks = { noop, spin, touch };

parentPort.on("message", ({ id, name, value }) => {
  if (name !== "touchAndMove") return parentPort.postMessage({ id, result: tasks[name](value) });
  const result = tasks.touch(value);
  parentPort.postMessage({ id, result }, [result.buffer]);
});
