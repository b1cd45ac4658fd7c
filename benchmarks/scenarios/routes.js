// 200 routes with two parameters each; the one that is asked for stands three quarters down.
import { resources } from "../peers/site.js";
import { browserHeaders } from "./browser-headers.js";
import { httpPeersWithRouter } from "./http-peers.js";

const resource = resources[150];

export const scenario = {
  name: "routes",
  title: "One of 200 routes with two parameters each",
  servers: "routes",
  peers: httpPeersWithRouter,
  baselines: ["fastify"],
  variants: [
    {
      name: "browser",
      description: "64 kept connections, with the 14 header fields of a browser",
      connections: 64,
      pipeline: 1,
      request: { method: "GET", target: `/api/${resource}/42/comments/7`, headers: browserHeaders },
      answer: { status: 200, body: `${resource} 42 7` },
    },
  ],
};
