import { createRequire } from "node:module";
import { type ContainedListener, fetchContainer, nodeContainer } from "typhoon/faces";

// express and koa come without types: what is used of them is said here.
interface ExpressResponse {
  status(code: number): ExpressResponse;
  append(name: string, value: string): ExpressResponse;
  send(body: string): void;
}
interface ExpressRequest extends NodeJS.ReadableStream {
  readonly query: { readonly name: string };
  readonly ip: string;
  readonly hostname: string;
}
type ExpressHandler = (request: ExpressRequest, response: ExpressResponse & NodeJS.WritableStream) => void;
interface Express extends ContainedListener {
  get(path: string, handler: ExpressHandler): void;
  post(path: string, handler: ExpressHandler): void;
}
interface KoaContext {
  readonly path: string;
  readonly query: { readonly name: string };
  readonly ip: string;
  readonly hostname: string;
  readonly req: NodeJS.ReadableStream;
  status: number;
  body: unknown;
  append(name: string, value: string): void;
}
interface Koa {
  use(middleware: (context: KoaContext) => void): void;
  callback(): ContainedListener;
}

const require = createRequire(import.meta.url);

function expressApplication() {
  const express: () => Express = require("express");
  const app = express();
  app.get("/hello", (request, response) => {
    response.status(201).append("Set-Cookie", "a=1").append("Set-Cookie", "b=2");
    response.send(`Hello ${request.query.name} from ${request.ip} at ${request.hostname}`);
  });
  app.post("/echo", (request, response) => void request.pipe(response));
  return nodeContainer(app);
}

function koaApplication() {
  const koa: { new (): Koa } = require("koa");
  const app = new koa();
  app.use((context) => {
    if (context.path === "/echo") context.body = context.req;
    if (context.path !== "/hello") return;
    context.status = 201;
    context.append("Set-Cookie", "a=1");
    context.append("Set-Cookie", "b=2");
    context.body = `Hello ${context.query.name} from ${context.ip} at ${context.hostname}`;
  });
  return nodeContainer(app.callback());
}

async function honoApplication() {
  const { Hono } = await import("hono");
  const app = new Hono();
  app.get("/hello", (context) => {
    context.header("Set-Cookie", "a=1", { append: true });
    context.header("Set-Cookie", "b=2", { append: true });
    // The Fetch standard does not know the client's address.
    return context.text(
      `Hello ${context.req.query("name")} from 127.0.0.1 at ${new URL(context.req.url).host}`,
      201,
    );
  });
  app.post("/echo", (context) => new Response(context.req.raw.body));
  return fetchContainer((request) => app.fetch(request));
}

/** The same small application in other people's frameworks. */
export const contained = { Express: expressApplication, Koa: koaApplication, Hono: honoApplication };
