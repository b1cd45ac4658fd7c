import { fileURLToPath } from "node:url";
import Fastify from "fastify";
import { Piscina } from "piscina";
import { usualCost } from "./hash-password.js";
import { maxQueue, workers } from "./limits.js";

const filename = fileURLToPath(new URL("hash-password.js", import.meta.url));

export async function jobs(port) {
  const pool = new Piscina({ filename, minThreads: workers, maxThreads: workers, maxQueue });
  const app = Fastify();
  app.get("/", (_request, reply) => {
    reply.send("Hello, world");
  });
  app.get("/job", async (request, reply) => {
    // Its error has neither a class nor a code, so this is how an application tells that the queue is full.
    if (pool.queueSize >= maxQueue) return reply.code(503).send("busy");
    return pool.run(Number(request.query.cost ?? usualCost), { name: "hashPassword" });
  });
  await app.listen({ port, host: "127.0.0.1" });
}
