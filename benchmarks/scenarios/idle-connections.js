// What 10,000 clients cost that are connected and ask for nothing: the price of keep-alive, and of every long wait.
import { browserHeaders } from "./browser-headers.js";

export const scenario = {
  name: "idle-connections",
  kind: "idle-memory",
  title: "Memory of idle connections",
  defaults: { rounds: 5, quick: { rounds: 2 } },
  servers: "idle",
  peers: ["typhoon", "node-http", "fastify", "net-constant"],
  baselines: ["node-http", "net-constant"],
  goal: { baseline: "node-http", atMost: 0.6 },
  variants: [
    {
      name: "10000",
      description: "10,000 kept connections, each answered once with the 14 header fields of a browser",
      connections: 10_000,
      request: { method: "GET", target: "/", headers: browserHeaders },
      answer: { status: 200, body: "Hello, world" },
    },
  ],
};
