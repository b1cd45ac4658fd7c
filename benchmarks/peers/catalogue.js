// Every server that can be measured, as data. A peer's file exports one function per scenario's `servers` name:
// it gets a port and listens there. How a peer is written: as its own documentation's first page does it, without
// logging, so that the comparison is of what people run.
import { fileURLToPath } from "node:url";
import {
  packageVersion,
  python,
  tornadoMissing,
  tornadoVersion,
  typhoonMissing,
  typhoonVersion,
} from "./installed.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const peers = {
  typhoon: {
    ...nodePeer("typhoon"),
    about: "Application and RequestHandler, the whole stack",
    version: typhoonVersion,
    missing: () => typhoonMissing("web"),
  },
  fastify: { ...nodePeer("fastify"), about: "Fastify", version: () => packageVersion("fastify") },
  hono: {
    ...nodePeer("hono"),
    about: "Hono on @hono/node-server",
    version: () => `${packageVersion("hono")} on @hono/node-server ${packageVersion("@hono/node-server")}`,
  },
  h3: { ...nodePeer("h3"), about: "h3, by its own serve()", version: () => packageVersion("h3") },
  express: { ...nodePeer("express"), about: "Express", version: () => packageVersion("express") },
  koa: { ...nodePeer("koa"), about: "Koa", version: () => packageVersion("koa") },
  "node-http": { ...nodePeer("node-http"), about: "node:http alone", version: () => process.versions.node },
  tornado: {
    about: "Tornado on Python, one process",
    command: (servers, port) => [python, here("tornado_peer.py"), servers, String(port)],
    version: tornadoVersion,
    missing: tornadoMissing,
  },
  "net-constant": {
    ...nodePeer("net-constant"),
    about: "limit: node:net, writes a constant for every read without looking at it",
    version: () => process.versions.node,
    isLimit: true,
  },
  "net-head-end": {
    ...nodePeer("net-head-end"),
    about: "limit: node:net, finds the end of each head, writes a constant for each",
    version: () => process.versions.node,
    isLimit: true,
  },
};

function nodePeer(name) {
  return {
    command: (servers, port) => [
      process.execPath,
      here("../harness/serve.js"),
      here(`${name}.js`),
      servers,
      String(port),
    ],
    missing: () => undefined,
  };
}
