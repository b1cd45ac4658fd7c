import Koa from "koa";

export function hello(port) {
  const app = new Koa();
  app.use((context) => {
    context.body = "Hello, world";
  });
  return new Promise((resolve) => app.listen(port, "127.0.0.1", resolve));
}
