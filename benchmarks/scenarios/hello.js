// GET / answering `Hello, world`: what one small exchange on a kept connection costs, with nothing else in it.
// The two variants differ only in the request, so their difference is what reading header fields costs.
import { browserHeaders } from "./browser-headers.js";
import { httpPeers } from "./http-peers.js";

const answer = { status: 200, body: "Hello, world" };

export const scenario = {
  name: "hello",
  title: "GET / answering `Hello, world`",
  servers: "hello",
  peers: [...httpPeers, "uwebsockets", "net-constant", "net-head-end"],
  baselines: ["fastify", "uwebsockets", "net-constant"],
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
    {
      name: "pipelined",
      description: "64 kept connections, 16 requests at a time on each, with no header field but Host",
      connections: 64,
      pipeline: 16,
      // The constant responder answers a read, not a request.
      peers: [...httpPeers, "net-head-end"],
      request: { method: "GET", target: "/", headers: [["Host", "127.0.0.1"]] },
      answer,
    },
    {
      name: "connections-1000",
      description: "1,000 kept connections, one request at a time on each, with 14 header fields",
      connections: 1000,
      pipeline: 1,
      request: { method: "GET", target: "/", headers: browserHeaders },
      answer,
    },
    {
      name: "browser-tls",
      description: "The first variant over TLS",
      connections: 64,
      pipeline: 1,
      isSecure: true,
      peers: httpPeers,
      request: { method: "GET", target: "/", headers: browserHeaders },
      answer,
    },
  ],
};
