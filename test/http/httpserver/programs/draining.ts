// A program that ends on a signal. Its request waits until standard input ends; then it needs a worker.
import { once } from "node:events";
import { blocking, ThreadPoolExecutor, unblock } from "typhoon/concurrent";
import { drainOnSignal } from "typhoon/httpserver";
import { Application, RequestHandler } from "typhoon/web";

const double = blocking((n: number) => 2 * n);
const triple = unblock((n: number) => 3 * n);
const executor = new ThreadPoolExecutor({ maxWorkers: 1 });

class HeldHandler extends RequestHandler {
  override async get() {
    console.log("held");
    const left = once(this.request.signal, "abort").then(() => console.log(this.request.signal.reason));
    await Promise.race([left, once(process.stdin.resume(), "end")]);
    this.write(String((await executor.submit(double, 7)) + (await triple(1))));
  }
}

const server = await new Application([["/", HeldHandler]]).listen(0, "127.0.0.1");
drainOnSignal(server, {
  timeoutMs: Number(process.argv[2] ?? 10_000),
  executors: [executor],
  onDrained: () => console.log("drained"),
});
console.log(`port ${server.port}`);
