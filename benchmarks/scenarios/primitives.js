// What waiting in line costs: operations of locks, semaphores and queues that are over as soon as it is their turn.
const locks = ["typhoon", "async-mutex", "async-sema"];

export const scenario = {
  name: "primitives",
  kind: "primitives",
  title: "Locks, semaphores and queues",
  defaults: { seconds: 1, warmUp: 1 },
  peers: ["typhoon", "typhoon-queue", "async-mutex", "async-sema", "p-queue"],
  baselines: ["async-mutex", "async-sema", "p-queue"],
  variants: [
    {
      name: "lock",
      description: "a lock that nobody else wants",
      peers: locks,
      operation: "lock",
      callers: 1,
    },
    {
      name: "lock-contended",
      description: "a lock that 1,000 callers want",
      peers: locks,
      operation: "lock",
      callers: 1000,
    },
    {
      name: "semaphore",
      description: "a semaphore of 4 that 1,000 callers want",
      peers: locks,
      operation: "semaphore",
      argument: 4,
      callers: 1000,
    },
    {
      name: "tasks",
      description: "asynchronous functions, 1,000 at a time, of which 4 run at a time",
      operation: "limited",
      argument: 4,
      callers: 1000,
    },
  ],
};
