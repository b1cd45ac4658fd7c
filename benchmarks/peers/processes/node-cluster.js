// node node-cluster.js <port> <processes>
import cluster from "node:cluster";
import { createServer } from "node:http";
import { answer, endWithTheHarness, work } from "./work.js";

const [port, count] = process.argv.slice(2).map(Number);

if (cluster.isPrimary) endWithTheHarness();
if (cluster.isPrimary && count > 1) fork();
else serve();

function fork() {
  let listening = 0;
  cluster.on("listening", () => ++listening === count && process.stdout.write("ready\n"));
  for (let i = 0; i < count; i++) cluster.fork();
}

function serve() {
  // The first process was stopped.
  cluster.worker?.on("error", () => process.exit(0));
  createServer((request, response) => {
    if (request.url === "/work") work();
    response.writeHead(200, { "Content-Type": "text/plain", "Content-Length": answer.length });
    response.end(answer);
  }).listen(port, "127.0.0.1", () => cluster.isPrimary && process.stdout.write("ready\n"));
}
