// node typhoon.js <port> <processes>
import cluster from "node:cluster";
import { taskId } from "../../../dist/net/process/index.js";
import { Application, RequestHandler } from "../../../dist/web/index.js";
import { answer, endWithTheHarness, work } from "./work.js";

class HelloHandler extends RequestHandler {
  get() {
    this.write(answer);
  }
}

class WorkHandler extends RequestHandler {
  get() {
    if (work() >= 0) this.write(answer);
  }
}

const [port, count] = process.argv.slice(2).map(Number);
if (cluster.isPrimary) endWithTheHarness();
const app = new Application([
  ["/", HelloHandler],
  ["/work", WorkHandler],
]);
await app.listen(port, "127.0.0.1", { processes: count });
// The last one starts when the first one listens.
if ((taskId() ?? 0) === count - 1) process.stdout.write("ready\n");
