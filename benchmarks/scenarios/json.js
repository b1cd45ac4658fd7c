// A record as JSON, made anew for each request.
import { record } from "../peers/site.js";
import { browserHeaders } from "./browser-headers.js";
import { httpPeers } from "./http-peers.js";

export const scenario = {
  name: "json",
  title: "GET /record answering a small object as JSON",
  servers: "json",
  peers: httpPeers,
  baselines: ["fastify"],
  variants: [
    {
      name: "browser",
      description: "64 kept connections, with the 14 header fields of a browser",
      connections: 64,
      pipeline: 1,
      request: { method: "GET", target: "/record", headers: browserHeaders },
      answer: { status: 200, json: record },
    },
  ],
};
