// A limit: node:http and a pool of a few lines. It shows what the system's scheduler alone does to a loop beside two
// busy threads; its `nice` form what threads do that let the loop go first.
import { createServer } from "node:http";
import { Worker } from "node:worker_threads";
import { usualCost } from "./hash-password.js";
import { workers } from "./limits.js";

export const jobs = (port) => serve(port, 0);
export const niceJobs = (port) => serve(port, 10);

function serve(port, niceness) {
  const idle = Array.from({ length: workers }, () => startWorker(niceness));
  const waiting = [];
  const runNext = () => {
    if (idle.length === 0 || waiting.length === 0) return;
    const worker = idle.pop();
    const { cost, answer } = waiting.shift();
    worker.once("message", (hash) => {
      idle.push(worker);
      runNext();
      answer(hash);
    });
    worker.postMessage(cost);
  };
  const server = createServer((request, response) => {
    const send = (body) => {
      response.writeHead(200, { "Content-Type": "text/plain", "Content-Length": body.length });
      response.end(body);
    };
    if (request.url === "/") return send("Hello, world");
    const { searchParams } = new URL(request.url, "http://127.0.0.1");
    waiting.push({ cost: Number(searchParams.get("cost") ?? usualCost), answer: send });
    return runNext();
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}

function startWorker(niceness) {
  return new Worker(new URL("post-message-worker.js", import.meta.url), { workerData: { niceness } });
}
