// Ten bare workers: `node bare.js tiny`, or `node bare.js fastify` for workers that load a web framework.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { runTen } from "./ten-jobs.js";

const [kind] = process.argv.slice(2);
if (kind === "fastify") await import("fastify");
await runTen(async (number) => {
  const worker = new Worker(new URL(`bare-${kind}.js`, import.meta.url));
  worker.postMessage(number);
  const [result] = await once(worker, "message");
  return result;
});
