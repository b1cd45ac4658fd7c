// By path, not as `typhoon/web`: this folder has a package.json of its own, so a self reference ends here.
import { Application, RequestHandler } from "../../dist/web/index.js";

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world");
  }
}

export async function hello(port) {
  await new Application([["/", MainHandler]]).listen(port);
}

export const idle = hello;
