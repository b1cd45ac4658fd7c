import { accessLog, appLog, genLog } from "../../../dist/base/log/index.js";
import { ThreadPoolExecutor } from "../../../dist/concurrent/index.js";
import { Application, RequestHandler } from "../../../dist/web/index.js";
import { hashPassword, usualCost } from "./hash-password.js";
import { maxQueue, workers } from "./limits.js";

class PlainHandler extends RequestHandler {
  get() {
    this.write("Hello, world");
  }
}

export class JobHandler extends RequestHandler {
  static blocking = ["get"]; // The form of `@unblock` for files without decorators.
  static executor = new ThreadPoolExecutor({ maxWorkers: workers, maxQueue });

  get() {
    this.write(hashPassword(Number(this.getQueryArgument("cost", String(usualCost)))));
  }
}

const application = new Application([
  ["/", PlainHandler],
  ["/job", JobHandler],
]);

export async function jobs(port) {
  for (const logger of [accessLog, appLog, genLog]) logger.level = "silent"; // As Fastify is by default.
  await application.listen(port);
}
