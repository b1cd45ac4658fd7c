// Every program that is measured from its very start, as data: what is run for each variant.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageVersion, typhoonMissing, typhoonVersion } from "../installed.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const nodeVersion = () => process.versions.node;

export const programs = {
  typhoon: {
    about: "typhoon/web, typhoon/concurrent",
    version: typhoonVersion,
    missing: () => typhoonMissing("web"),
    commands: {
      import: [here("import.js"), "typhoon"],
      "first-answer": [here("first-answer/typhoon.js")],
      web: [here("workers/typhoon-web.js")],
      tiny: [here("workers/typhoon-tiny.js")],
      tsx: ["--import", import.meta.resolve("tsx"), here("workers/typhoon-web.ts")],
    },
  },
  fastify: framework("fastify"),
  hono: framework("hono"),
  koa: framework("koa"),
  express: framework("express"),
  "node-http": {
    about: "node:http alone",
    version: nodeVersion,
    missing: () => undefined,
    commands: {
      import: [here("import.js"), "node-http"],
      "first-answer": [here("first-answer/node-http.js")],
    },
  },
  bare: {
    about: "Node alone: a program that does nothing, and workers that load nothing but the job",
    version: nodeVersion,
    missing: () => undefined,
    isFloor: true,
    commands: { import: [here("import.js"), "bare"], tiny: [here("workers/bare.js"), "tiny"] },
  },
  "bare-fastify": {
    about: "ten `new Worker` whose file imports Fastify",
    version: () => packageVersion("fastify"),
    missing: () => undefined,
    commands: { web: [here("workers/bare.js"), "fastify"] },
  },
  compiled: {
    about: "typhoon, the same program compiled",
    version: typhoonVersion,
    missing: () => typhoonMissing("web"),
    commands: { tsx: [here("workers/typhoon-web.js")] },
  },
  piscina: npmPeer("piscina", {
    web: [here("workers/piscina.js"), "fastify"],
    tiny: [here("workers/piscina.js"), "tiny"],
  }),
  tinypool: npmPeer("tinypool", { tiny: [here("workers/tinypool.js"), "tiny"] }),
};

function framework(name) {
  return npmPeer(name, {
    import: [here("import.js"), name],
    "first-answer": [here(`first-answer/${name}.js`)],
  });
}

function npmPeer(name, commands) {
  const folder = here(`../../node_modules/${name}`);
  return {
    about: name,
    version: () => packageVersion(name),
    missing: () => (existsSync(folder) ? undefined : `${name} is not installed: npm ci --prefix benchmarks`),
    commands,
  };
}
