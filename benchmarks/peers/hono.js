import { serve } from "@hono/node-server";
import { Hono } from "hono";

export function hello(port) {
  const app = new Hono();
  app.get("/", (context) => context.text("Hello, world"));
  return new Promise((resolve) => serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, resolve));
}
