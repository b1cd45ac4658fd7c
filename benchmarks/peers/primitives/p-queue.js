import PQueue from "p-queue";

export function limited(concurrency) {
  const queue = new PQueue({ concurrency });
  return (task) => queue.add(task);
}
