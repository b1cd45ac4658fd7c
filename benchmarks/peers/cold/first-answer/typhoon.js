import { Application, RequestHandler } from "../../../../dist/web/index.js";
import { ask } from "./ask.js";

class Hello extends RequestHandler {
  get() {
    this.write("Hello, world");
  }
}
const server = await new Application([["/", Hello]]).listen(0, "127.0.0.1");
ask(server.port);
