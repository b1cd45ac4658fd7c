// GET / answering `Hello, world`: what one small exchange on a kept connection costs, with nothing else in it.
// The two variants differ only in the request, so their difference is what reading header fields costs.
import { browserHeaders } from "./browser-headers.js";

const answer = { status: 200, body: "Hello, world" };

export const scenario = {
  name: "hello",
  title: "GET / answering `Hello, world`",
  servers: "hello",
  peers: ["typhoon", "fastify", "hono", "koa", "node-http", "tornado", "net-constant", "net-head-end"],
  baselines: ["fastify", "net-constant"],
  variants: [
    {
      name: "browser",
      description:
        "64 kept connections, one request at a time on each, with the 14 header fields of a browser",
      connections: 64,
      pipeline: 1,
      request: { method: "GET", target: "/", headers: browserHeaders },
      answer,
    },
    {
      name: "bare",
      description: "64 kept connections, one request at a time on each, with no header field but Host",
      connections: 64,
      pipeline: 1,
      request: { method: "GET", target: "/", headers: [["Host", "127.0.0.1"]] },
      answer,
    },
  ],
};
