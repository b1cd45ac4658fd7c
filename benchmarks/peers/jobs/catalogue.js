// Servers that have a plain route and one whose work goes to a pool of two workers, as data.
import { fileURLToPath } from "node:url";
import {
  packageVersion,
  python,
  tornadoMissing,
  tornadoVersion,
  typhoonMissing,
  typhoonVersion,
} from "../installed.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const jobServers = {
  typhoon: {
    ...nodeServer("typhoon"),
    about: "Application with an unblocked route and a ThreadPoolExecutor",
    version: typhoonVersion,
    missing: () => typhoonMissing("web"),
  },
  "fastify-piscina": {
    ...nodeServer("fastify-piscina"),
    about: "Fastify with Piscina",
    version: () => `${packageVersion("fastify")} with ${packageVersion("piscina")}`,
  },
  tornado: {
    about: "Tornado with a ThreadPoolExecutor, whose queue has no bound",
    command: (port) => [python, here("tornado_jobs.py"), "jobs", String(port)],
    version: tornadoVersion,
    missing: tornadoMissing,
  },
  "post-message": {
    ...nodeServer("post-message"),
    about: "limit: node:http with two plain workers",
    isLimit: true,
  },
  "post-message-nice": {
    ...nodeServer("post-message", "niceJobs"),
    about: "limit: the same, with workers of niceness 10",
    isLimit: true,
  },
};

function nodeServer(file, servers = "jobs") {
  return {
    command: (port) => [
      process.execPath,
      here("../../harness/serve.js"),
      here(`${file}.js`),
      servers,
      String(port),
    ],
    version: () => process.versions.node,
    missing: () => undefined,
  };
}
