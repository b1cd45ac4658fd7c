import Fastify from "fastify";
import { pages, record, resources } from "./site.js";

export function hello(port) {
  const app = Fastify();
  app.get("/", (_request, reply) => {
    reply.send("Hello, world");
  });
  return listen(app, port);
}

export function json(port) {
  const app = Fastify();
  app.get("/record", (_request, reply) => {
    reply.send(record);
  });
  return listen(app, port);
}

export function bodies(port) {
  const app = Fastify({ bodyLimit: 2_097_152 });
  for (const [path, page] of Object.entries(pages)) {
    app.get(path, (_request, reply) => {
      reply.send(page);
    });
  }
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
  app.post("/length", (request, reply) => {
    reply.send(String(request.body.length));
  });
  return listen(app, port);
}

export function routes(port) {
  const app = Fastify();
  for (const resource of resources) {
    app.get(`/api/${resource}/:id/comments/:comment`, ({ params }, reply) => {
      reply.send(`${resource} ${params.id} ${params.comment}`);
    });
  }
  return listen(app, port);
}

async function listen(app, port) {
  await app.listen({ port, host: "127.0.0.1" });
}

export const idle = hello;
