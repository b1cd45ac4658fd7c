import { createServer } from "node:https";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { pages, record, resources } from "./site.js";

export function hello(port, certificate) {
  const app = new Hono();
  app.get("/", (context) => context.text("Hello, world"));
  return listen(app, port, certificate);
}

export function json(port) {
  const app = new Hono();
  app.get("/record", (context) => context.json(record));
  return listen(app, port);
}

export function bodies(port, certificate) {
  const app = new Hono();
  for (const [path, page] of Object.entries(pages)) app.get(path, (context) => context.text(page));
  app.post("/length", async (context) => {
    const body = await context.req.arrayBuffer();
    return context.text(String(body.byteLength));
  });
  return listen(app, port, certificate);
}

export function routes(port) {
  const app = new Hono();
  for (const resource of resources) {
    app.get(`/api/${resource}/:id/comments/:comment`, (context) => {
      const { id, comment } = context.req.param();
      return context.text(`${resource} ${id} ${comment}`);
    });
  }
  return listen(app, port);
}

function listen(app, port, serverOptions) {
  const secure = serverOptions && { createServer, serverOptions };
  return new Promise((resolve) =>
    serve({ fetch: app.fetch, port, hostname: "127.0.0.1", ...secure }, resolve),
  );
}
