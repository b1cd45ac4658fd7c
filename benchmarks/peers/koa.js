// Koa has no router and reads no bodies by itself: the scenario with routes is not for it, and a body is read as its
// documentation does, from the request.
import { createServer } from "node:https";
import Koa from "koa";
import { pages, record } from "./site.js";

export function hello(port, certificate) {
  const app = new Koa();
  app.use((context) => {
    context.body = "Hello, world";
  });
  return listen(app, port, certificate);
}

export function json(port) {
  const app = new Koa();
  app.use((context) => {
    context.body = record;
  });
  return listen(app, port);
}

export function bodies(port, certificate) {
  const app = new Koa();
  app.use(async (context) => {
    context.body = context.method === "POST" ? String(await lengthOf(context.req)) : pages[context.path];
  });
  return listen(app, port, certificate);
}

async function lengthOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).length;
}

function listen(app, port, certificate) {
  const server = certificate === undefined ? app : createServer(certificate, app.callback());
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
