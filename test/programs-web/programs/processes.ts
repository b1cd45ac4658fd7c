// A program of two processes in one file, as somebody would write it who starts with this library.
import { unblock } from "typhoon/concurrent";
import { taskId } from "typhoon/process";
import { Application, RequestHandler } from "typhoon/web";

const double = unblock((n: number) => 2 * n);

class MainHandler extends RequestHandler {
  override async get() {
    this.write(`process ${taskId()} says ${await double(21)}`);
  }
}

void new Application([["/", MainHandler]])
  .listen(Number(process.env["PORT"]), "127.0.0.1", { processes: 2 })
  .then((server) => console.log(`listening on http://127.0.0.1:${server.port}/`));
