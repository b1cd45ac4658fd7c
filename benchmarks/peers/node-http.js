import { createServer } from "node:http";
import { pages, record } from "./site.js";

export const hello = (port) =>
  listen((_request, response) => answer(response, "text/plain", "Hello, world"), port);

/** By default it closes a connection that has been idle for 5 s. */
export const idle = (port) =>
  listen((_request, response) => answer(response, "text/plain", "Hello, world"), port, {
    keepAliveTimeout: 75_000,
  });

export const json = (port) =>
  listen((_request, response) => answer(response, "application/json", JSON.stringify(record)), port);

export function bodies(port) {
  return listen((request, response) => {
    if (request.method === "GET") return answer(response, "text/html", pages[request.url]);
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => answer(response, "text/plain", String(Buffer.concat(chunks).length)));
  }, port);
}

function answer(response, type, body) {
  response.writeHead(200, {
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Length": Buffer.byteLength(body),
  });
  response.end(body);
}

function listen(handler, port, options = {}) {
  const server = createServer(options, handler);
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
