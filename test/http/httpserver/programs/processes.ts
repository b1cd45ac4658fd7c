// A server of several processes that listens on a port, a port with TLS and a Unix socket.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { unblock } from "typhoon/concurrent";
import { taskId } from "typhoon/process";
import { watchdog } from "typhoon/watchdog";
import { Application, RequestHandler } from "typhoon/web";
import { serverCertificate } from "../../../support/certificates.ts";

const folder = process.env["FOLDER"] ?? "";
const double = unblock((n: number) => 2 * n);

class AboutHandler extends RequestHandler {
  override async get() {
    const isWatched = watchdog().isRunning();
    this.write({ task: taskId(), pid: process.pid, isWatched, four: await double(2) });
  }
  override post() {
    this.write(this.request.body);
  }
}

class HeldHandler extends RequestHandler {
  override async get() {
    console.log("held");
    // The supervisor asks the process to end.
    await once(process, "message");
    this.write("answered all the same");
  }
}

class CrashHandler extends RequestHandler {
  override get(): never {
    process.exit(9);
  }
}

// Worker threads evaluate this file too, and go on.
if (isMainThread && existsSync(join(folder, "broken"))) throw new Error("this version does not start");
const app = new Application([
  ["/", AboutHandler],
  ["/held", HeldHandler],
  ["/crash", CrashHandler],
]);
const processes = { count: 2, idleMs: 60_000 };
const reusePort = process.env["REUSE_PORT"] === "yes";
const plain = await app.listen(Number(process.env["PORT"] ?? 0), "127.0.0.1", { processes, reusePort });
const secure = await app.listen(0, "127.0.0.1", { processes, sslOptions: serverCertificate });
await app.listen({ path: join(folder, "unix.sock") }, undefined, { processes });
process.on("exit", () => console.log(`gone ${process.pid}`));
console.log(`ports ${plain.port} ${secure.port} of ${process.pid} as ${taskId()}`);
