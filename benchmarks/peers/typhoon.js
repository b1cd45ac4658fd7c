// By path, not as `typhoon/web`: this folder has a package.json of its own, so a self reference ends here.
import { Application, RequestHandler } from "../../dist/web/index.js";
import { pages, record, resources } from "./site.js";

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world");
  }
}

class RecordHandler extends RequestHandler {
  get() {
    this.write(record);
  }
}

class PageHandler extends RequestHandler {
  get() {
    this.write(pages[this.request.path]);
  }
}

class LengthHandler extends RequestHandler {
  post() {
    this.write(String(this.request.body.length));
  }
}

class CommentHandler extends RequestHandler {
  initialize({ resource }) {
    this.resource = resource;
  }

  get(id, comment) {
    this.write(`${this.resource} ${id} ${comment}`);
  }
}

export const hello = (port) => serve([["/", MainHandler]], port);
export const json = (port) => serve([["/record", RecordHandler]], port);
export const bodies = (port) =>
  serve([...Object.keys(pages).map((path) => [path, PageHandler]), ["/length", LengthHandler]], port);
export const routes = (port) =>
  serve(
    resources.map((resource) => [`/api/${resource}/(\\d+)/comments/(\\d+)`, CommentHandler, { resource }]),
    port,
  );

async function serve(rules, port) {
  await new Application(rules).listen(port);
}

export const idle = hello;
