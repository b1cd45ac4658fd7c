// Work for the processor alone, about 5 ms a task: do two workers do twice as much as one?
export const scenario = {
  name: "pool-parallel",
  kind: "pool-scaling",
  title: "CPU-bound tasks of about 5 ms",
  defaults: { seconds: 2, warmUp: 1 },
  task: "spin",
  argument: 3_000_000,
  peers: [
    "typhoon",
    "typhoon-nice0",
    "piscina",
    "tinypool",
    "workerpool",
    "poolifier",
    "post-message",
    "asyncio",
    "bare-threads",
  ],
  variants: [
    {
      name: "2-of-1",
      description: "throughput with two workers ÷ with one, four calls in flight for each worker",
      workers: 2,
      inFlightPerWorker: 4,
      figure: 1.8,
    },
  ],
};
