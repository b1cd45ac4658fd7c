// One process for each core, all on one port: `processes: 0`. Work on the event loop itself is done by all of them.
//
// Run:  node build/examples/cluster/main.js
// See:  http://localhost:8888/ says which process answered; of connections that come one after the other, each goes to the
//       next one. A process that dies (http://localhost:8888/die) is replaced. `kill -HUP` of the first process exchanges
//       all others for new ones, and loses no request; `kill` ends all in good order.
import { taskId } from "typhoon/process";
import { Application, RequestHandler } from "typhoon/web";

class MainHandler extends RequestHandler {
  get() {
    this.setHeader("Connection", "close");
    this.write(`answered by ${process.pid}`);
  }
}

class DieHandler extends RequestHandler {
  get() {
    this.write(`${process.pid} is no more`);
  }
  override onFinish() {
    setImmediate(() => process.exit(1));
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/die", DieHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888), undefined, {
  processes: Number(process.env["PROCESSES"] ?? 0),
});
// The first process does not come here.
console.log(
  `listening on http://localhost:${server.port}/ as process ${taskId()}, with the pid ${process.pid}`,
);
