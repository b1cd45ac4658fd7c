// Two processes on two cores: do they do twice as much as one? The load needs a core too, so that what is measured is a
// request that costs the server a hundred times what it costs the load; the plain one beside it shows what that hides.
const request = (target) => ({ method: "GET", target, headers: [["Host", "127.0.0.1"]] });
const answer = { status: 200, body: "Hello, world" };

export const scenario = {
  name: "processes",
  kind: "process-scaling",
  title: "A server in one process, and in two",
  defaults: { seconds: 2, warmUp: 1, rounds: 5 },
  peers: ["typhoon", "node-cluster", "tornado"],
  variants: [
    {
      name: "work",
      description: "32 kept connections; each request costs the processor about 1 ms",
      connections: 32,
      pipeline: 1,
      processes: 2,
      figure: 1.7,
      request: request("/work"),
      answer,
    },
    {
      name: "hello",
      description: "64 kept connections; a plain answer: two processes and the load share two cores",
      connections: 64,
      pipeline: 1,
      processes: 2,
      request: request("/"),
      answer,
    },
  ],
};
