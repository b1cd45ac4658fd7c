import { H3, serve } from "h3";
import { pages, record, resources } from "./site.js";

export function hello(port, tls) {
  return listen(
    new H3().get("/", () => "Hello, world"),
    port,
    tls,
  );
}

export function json(port) {
  return listen(
    new H3().get("/record", () => record),
    port,
  );
}

export function bodies(port, tls) {
  const app = new H3();
  for (const [path, page] of Object.entries(pages)) app.get(path, () => page);
  app.post("/length", async (event) => {
    const body = await event.req.arrayBuffer();
    return String(body.byteLength);
  });
  return listen(app, port, tls);
}

export function routes(port) {
  const app = new H3();
  for (const resource of resources) {
    app.get(`/api/${resource}/:id/comments/:comment`, (event) => {
      const { id, comment } = event.context.params;
      return `${resource} ${id} ${comment}`;
    });
  }
  return listen(app, port);
}

async function listen(app, port, tls) {
  // Without `http2: false` a server with a certificate speaks HTTP/2 as well, by another path.
  await serve(app, { port, hostname: "127.0.0.1", silent: true, tls, node: { http2: false } }).ready();
}
