// Every server that can be measured, as data. A peer's file exports one function per scenario's `servers` name:
// it gets a port and listens there. How a peer is written: as its own documentation's first page does it, without
// logging, so that the comparison is of what people run.
import { packageVersion, uwsMissing } from "./installed.js";
import { nodeServer, tornadoServer, typhoonServer } from "./server-process.js";

const file = (name) => new URL(name, import.meta.url);

export const peers = {
  typhoon: typhoonServer(file("typhoon.js"), "Application and RequestHandler, the whole stack"),
  fastify: {
    ...nodeServer(file("fastify.js")),
    about: "Fastify",
    version: () => packageVersion("fastify"),
  },
  hono: {
    ...nodeServer(file("hono.js")),
    about: "Hono on @hono/node-server",
    version: () => `${packageVersion("hono")} on @hono/node-server ${packageVersion("@hono/node-server")}`,
  },
  h3: { ...nodeServer(file("h3.js")), about: "h3, by its own serve()", version: () => packageVersion("h3") },
  express: { ...nodeServer(file("express.js")), about: "Express", version: () => packageVersion("express") },
  koa: { ...nodeServer(file("koa.js")), about: "Koa", version: () => packageVersion("koa") },
  "node-http": { ...nodeServer(file("node-http.js")), about: "node:http alone" },
  uwebsockets: {
    ...nodeServer(file("uwebsockets.js")),
    about: "uWebSockets.js: C++, of Node only the functions that answer",
    version: () => packageVersion("@trufflesuite/uws-js-unofficial"),
    missing: uwsMissing,
  },
  tornado: tornadoServer(file("tornado_peer.py"), "Tornado on Python, one process"),
  "net-constant": {
    ...nodeServer(file("net-constant.js")),
    about: "limit: node:net, writes a constant for every read without looking at it",
    isLimit: true,
  },
  "net-head-end": {
    ...nodeServer(file("net-head-end.js")),
    about: "limit: node:net, finds the end of each head, writes a constant for each",
    isLimit: true,
  },
};
