import Koa from "koa";
import { ask } from "./ask.js";

const app = new Koa();
app.use((context) => {
  context.body = "Hello, world";
});
const server = app.listen(0, "127.0.0.1", () => ask(server.address().port));
