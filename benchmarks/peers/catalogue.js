// Every server that can be measured, as data. A peer's file exports one function per scenario's `servers` name:
// it gets a port and listens there. How a peer is written: as its own documentation's first page does it, without
// logging, so that the comparison is of what people run.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const python = "/usr/bin/python3";

const readVersion = (packageFile) => JSON.parse(readFileSync(here(packageFile), "utf8")).version;
const packageVersion = (name) => readVersion(`../node_modules/${name}/package.json`);

export const peers = {
  typhoon: {
    ...nodePeer("typhoon"),
    about: "Application and RequestHandler, the whole stack",
    version: () => readVersion("../../package.json"),
    missing: () =>
      existsSync(here("../../dist/web/index.js"))
        ? undefined
        : "dist/web/index.js is not there: run `npm run build` first",
  },
  fastify: { ...nodePeer("fastify"), about: "Fastify", version: () => packageVersion("fastify") },
  hono: {
    ...nodePeer("hono"),
    about: "Hono on @hono/node-server",
    version: () => `${packageVersion("hono")} on @hono/node-server ${packageVersion("@hono/node-server")}`,
  },
  koa: { ...nodePeer("koa"), about: "Koa", version: () => packageVersion("koa") },
  "node-http": { ...nodePeer("node-http"), about: "node:http alone", version: () => process.versions.node },
  tornado: {
    about: "Tornado on Python, one process",
    command: (servers, port) => [python, here("tornado_peer.py"), servers, String(port)],
    version: () =>
      pythonPrints("import sys, tornado; print(tornado.version, 'on Python', sys.version.split()[0])"),
    missing: () =>
      existsSync(python) && pythonPrints("import tornado") !== undefined
        ? undefined
        : `${python} cannot import tornado: install Debian's package python3-tornado`,
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

/** What the program prints, or undefined when it fails. */
function pythonPrints(program) {
  const run = spawnSync(python, ["-c", program], { encoding: "utf8", timeout: 10_000 });
  return run.status === 0 ? run.stdout.trim() : undefined;
}
