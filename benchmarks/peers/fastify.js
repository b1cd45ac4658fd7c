import Fastify from "fastify";

export async function hello(port) {
  const app = Fastify();
  app.get("/", (_request, reply) => {
    reply.send("Hello, world");
  });
  await app.listen({ port, host: "127.0.0.1" });
}

export const idle = hello;
