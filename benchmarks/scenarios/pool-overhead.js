// A call of a function that does nothing: what it costs to ask a pool. With 64 in flight messages can be batched;
// one at a time is the whole way there and back, wake-ups included.
const pools = [
  "typhoon",
  "typhoon-nice0",
  "piscina",
  "tinypool",
  "workerpool",
  "poolifier",
  "post-message",
  "asyncio",
];
const withOneWorker = [...pools, "atomics-wait"];
const best = { of: "best peer", atMost: 1 };

export const scenario = {
  name: "pool-overhead",
  kind: "pool-cost",
  title: "A no-op call of a worker pool",
  defaults: { seconds: 2, warmUp: 1 },
  task: "noop",
  argument: 1,
  peers: withOneWorker,
  baselines: ["piscina"],
  variants: [
    {
      name: "64-of-1",
      description: "64 calls in flight, one worker",
      peers: withOneWorker,
      workers: 1,
      inFlight: 64,
      figures: [{ of: "piscina", atMost: 0.35 }, best],
    },
    {
      name: "64-of-2",
      description: "64 calls in flight, two workers",
      peers: pools,
      workers: 2,
      inFlight: 64,
      figures: [{ of: "piscina", atMost: 0.35 }, best],
    },
    {
      name: "1-of-1",
      description: "one call at a time, one worker",
      peers: withOneWorker,
      workers: 1,
      inFlight: 1,
      figures: [{ of: "piscina", atMost: 0.7 }, best],
    },
    {
      name: "1-of-2",
      description: "one call at a time, two workers",
      peers: pools,
      workers: 2,
      inFlight: 1,
      figures: [{ of: "piscina", atMost: 0.7 }, best],
    },
  ],
};
