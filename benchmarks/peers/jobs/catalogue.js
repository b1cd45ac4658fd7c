// Servers that have a plain route and one whose work goes to a pool of two workers, as data.
import { packageVersion } from "../installed.js";
import { nodeServer, tornadoServer, typhoonServer } from "../server-process.js";

const file = (name) => new URL(name, import.meta.url);

export const jobServers = {
  typhoon: typhoonServer(
    file("typhoon.js"),
    "Application with an unblocked route and a ThreadPoolExecutor",
    "jobs",
  ),
  "fastify-piscina": {
    ...nodeServer(file("fastify-piscina.js"), "jobs"),
    about: "Fastify with Piscina",
    version: () => `${packageVersion("fastify")} with ${packageVersion("piscina")}`,
  },
  tornado: tornadoServer(
    file("tornado_jobs.py"),
    "Tornado with a ThreadPoolExecutor, whose queue has no bound",
    "jobs",
  ),
  "post-message": {
    ...nodeServer(file("post-message.js"), "jobs"),
    about: "limit: node:http with two plain workers",
    isLimit: true,
  },
  "post-message-nice": {
    ...nodeServer(file("post-message.js"), "niceJobs"),
    about: "limit: the same, with workers of niceness 10",
    isLimit: true,
  },
};
