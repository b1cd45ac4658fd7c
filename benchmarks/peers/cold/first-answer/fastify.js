import Fastify from "fastify";
import { ask } from "./ask.js";

const app = Fastify();
app.get("/", (_request, reply) => {
  reply.send("Hello, world");
});
await app.listen({ port: 0, host: "127.0.0.1" });
ask(app.server.address().port);
