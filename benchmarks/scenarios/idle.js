// What a server costs that has nothing to do: on a shared machine, on a battery, among a hundred small services.
export const scenario = {
  name: "idle",
  kind: "idle-work",
  title: "Work of idle servers",
  defaults: { rounds: 3, seconds: 30, quick: { rounds: 1, seconds: 10 } },
  servers: "idle",
  peers: ["typhoon", "node-http", "fastify"],
  goal: { cpuMsPerSecond: 0.5, wakeUpsPerSecond: 3 },
  variants: [
    {
      name: "alone",
      description: "a server that was asked once, without a connection",
      connections: 0,
      request: { method: "GET", target: "/", headers: [["Host", "127.0.0.1"]] },
      answer: { status: 200, body: "Hello, world" },
    },
    {
      name: "kept",
      description: "a server with 100 kept connections on which nothing comes",
      connections: 100,
      request: { method: "GET", target: "/", headers: [["Host", "127.0.0.1"]] },
      answer: { status: 200, body: "Hello, world" },
    },
  ],
};
