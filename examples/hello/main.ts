// The smallest application.
//
// Run:  node build/examples/hello/main.js
// See:  http://localhost:8888/ says "Hello, world".
import { Application, RequestHandler } from "typhoon/web";

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world");
  }
}

const server = await new Application([["/", MainHandler]]).listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
