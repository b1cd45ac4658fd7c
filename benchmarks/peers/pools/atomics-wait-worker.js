import { receiveMessageOnPort, workerData } from "node:worker_threads";
import { noop, spin, touch } from "./tasks.js";

const tasks = { noop, spin, touch };

const { port, posted } = workerData;

for (;;) {
  // Read before looking: what is posted after this line changes the number, and the wait does not begin.
  const seen = Atomics.load(posted, 0);
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) run(next.message);
  Atomics.wait(posted, 0, seen);
}

function run({ id, name, value }) {
  if (name !== "touchAndMove") return port.postMessage({ id, result: tasks[name](value) });
  const result = tasks.touch(value);
  port.postMessage({ id, result }, [result.buffer]);
}
