import { createServer } from "node:https";
import express from "express";
import { pages, record, resources } from "./site.js";

export function hello(port, certificate) {
  const app = express();
  app.get("/", (_request, response) => {
    response.send("Hello, world");
  });
  return listen(app, port, certificate);
}

export function json(port) {
  const app = express();
  app.get("/record", (_request, response) => {
    response.json(record);
  });
  return listen(app, port);
}

export function bodies(port, certificate) {
  const app = express();
  for (const [path, page] of Object.entries(pages)) {
    app.get(path, (_request, response) => {
      response.send(page);
    });
  }
  app.post("/length", express.raw({ type: "*/*", limit: "2mb" }), (request, response) => {
    response.send(String(request.body.length));
  });
  return listen(app, port, certificate);
}

export function routes(port) {
  const app = express();
  for (const resource of resources) {
    app.get(`/api/${resource}/:id/comments/:comment`, ({ params }, response) => {
      response.send(`${resource} ${params.id} ${params.comment}`);
    });
  }
  return listen(app, port);
}

function listen(app, port, certificate) {
  const server = certificate === undefined ? app : createServer(certificate, app);
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
