// Two processes on two cores: do they do twice as much as one? The load needs a core too, so that only what costs the
// server many times what it costs the load can tell: requests that work, and plain ones that come many in one write.
const request = (target) => ({ method: "GET", target, headers: [["Host", "127.0.0.1"]] });
const answer = { status: 200, body: "Hello, world" };

export const scenario = {
  name: "processes",
  kind: "process-scaling",
  title: "A server in one process, and in two",
  defaults: { seconds: 3, warmUp: 1, rounds: 5 },
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
      name: "hello-pipelined",
      description:
        "a plain answer; 8 kept connections, 64 requests in each write: the load costs a fraction of the server",
      connections: 8,
      pipeline: 64,
      processes: 2,
      figure: 1.7,
      request: request("/"),
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
