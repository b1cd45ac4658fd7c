// One process for each core, all on one port: work on the event loop itself is done by all of them.
//
// Run:  node build/examples/cluster/main.js
// See:  http://localhost:8888/ says which process answered; of connections that come one after the other, each goes to the
//       next one. A process that dies (http://localhost:8888/die) is replaced.
import cluster from "node:cluster";
import { availableParallelism } from "node:os";
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

const processes = Number(process.env["PROCESSES"] ?? availableParallelism());

if (cluster.isPrimary) {
  let listening = 0;
  cluster.on("listening", (_worker, { port }) => {
    if (++listening === processes) console.log(`listening on http://localhost:${port}/`);
    if (listening > processes) console.log("a process was replaced");
  });
  cluster.on("exit", () => cluster.fork());
  for (let i = 0; i < processes; i++) cluster.fork();
} else {
  const app = new Application([
    ["/", MainHandler],
    ["/die", DieHandler],
  ]);
  await app.listen(Number(process.env["PORT"] ?? 8888));
}
