// One MiB to a worker, which changes a byte, and back. `copied`: the pool is told nothing, and the caller's buffer
// stays usable. `moved`: the API is told to transfer it, each way where it can; what came back goes out again.
const figures = [{ of: "best peer", atMost: 1 }];

export const scenario = {
  name: "pool-buffer",
  kind: "pool-cost",
  title: "A 1 MiB buffer there and back",
  defaults: { seconds: 2, warmUp: 1 },
  argument: 1024 * 1024,
  peers: [
    "typhoon",
    "typhoon-nice0",
    "piscina",
    "tinypool",
    "workerpool",
    "poolifier",
    "post-message",
    "asyncio",
    "atomics-wait",
  ],
  baselines: ["piscina"],
  variants: [
    {
      name: "copied",
      description: "one at a time, one worker, the pool told nothing about it",
      task: "touch",
      workers: 1,
      inFlight: 1,
      figures,
    },
    {
      name: "copied-8",
      description: "eight in flight, one worker, the pool told nothing about it",
      task: "touch",
      workers: 1,
      inFlight: 8,
      figures,
    },
    {
      name: "moved",
      description: "one at a time, one worker, transferred each way where the API can",
      task: "touchAndMove",
      workers: 1,
      inFlight: 1,
      figures,
    },
  ],
};
