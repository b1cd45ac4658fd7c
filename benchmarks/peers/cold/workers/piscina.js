// `node piscina.js tiny`, or fastify: what its workers load.
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { runTen, workers } from "./ten-jobs.js";

const [kind] = process.argv.slice(2);
if (kind === "fastify") await import("fastify");
const filename = fileURLToPath(new URL(`job-${kind}.js`, import.meta.url));
// Its workers start when it is made: the measured time begins before.
let pool;
await runTen((number) => {
  pool ??= new Piscina({ filename, minThreads: workers, maxThreads: workers, concurrentTasksPerWorker: 1 });
  return pool.run(number, { name: "work" });
});
