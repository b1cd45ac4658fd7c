// Koa has no router and reads no bodies by itself: the scenario with routes is not for it, and a body is read as its
// documentation does, from the request.
import Koa from "koa";
import { pages, record } from "./site.js";

export function hello(port) {
  const app = new Koa();
  app.use((context) => {
    context.body = "Hello, world";
  });
  return listen(app, port);
}

export function json(port) {
  const app = new Koa();
  app.use((context) => {
    context.body = record;
  });
  return listen(app, port);
}

export function bodies(port) {
  const app = new Koa();
  app.use(async (context) => {
    context.body = context.method === "POST" ? String(await lengthOf(context.req)) : pages[context.path];
  });
  return listen(app, port);
}

async function lengthOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).length;
}

function listen(app, port) {
  return new Promise((resolve) => app.listen(port, "127.0.0.1", resolve));
}
