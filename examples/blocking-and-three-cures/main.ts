// A countdown of five seconds that freezes the server, and three ways to write it that do not.
//
// Run:  node build/examples/blocking-and-three-cures/main.js
// See:  open http://localhost:8888/blocking?tab=1 and http://localhost:8888/blocking?tab=2 at once: the program counts
//       the first down to the end before it begins with the second, so the second takes ten seconds.
//       Do the same with /coroutine, /callback or /thread-pool: both are counted down side by side, in five seconds.
//       The two URLs have to differ, because a browser sends equal requests one after the other.
import { sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";
import { sleep, task } from "typhoon/gen";
import { IOLoop } from "typhoon/ioloop";
import { Application, RequestHandler } from "typhoon/web";

const executor = new ThreadPoolExecutor({ maxWorkers: 8 });

class CountdownHandler extends RequestHandler {
  /** How long a step of the countdown takes. */
  get stepMs() {
    return Number(this.getArgument("step_ms", "1000"));
  }

  show(count: number) {
    console.log(`${this.request.uri} ${count}`);
  }
}

// The trap: while this thread sleeps, it serves nobody.
class BlockingHandler extends CountdownHandler {
  get() {
    for (let count = 5; count > 0; count--) {
      this.show(count);
      sleepSync(this.stepMs);
    }
    this.write("Lift-off!\n");
  }
}

// The first cure: an asynchronous function that does the same.
class CoroutineHandler extends CountdownHandler {
  async get() {
    for (let count = 5; count > 0; count--) {
      this.show(count);
      await sleep(this.stepMs);
    }
    this.write("Lift-off!\n");
  }
}

// The second cure: a function that takes a callback; task() makes it one that can be awaited.
class CallbackHandler extends CountdownHandler {
  async get() {
    for (let count = 5; count > 0; count--) {
      this.show(count);
      await task((callback) => IOLoop.current().addTimeout({ ms: this.stepMs }, callback));
    }
    this.write("Lift-off!\n");
  }
}

// The third cure, for when there is only the blocking function: let another thread be blocked.
class ThreadPoolHandler extends CountdownHandler {
  async get() {
    for (let count = 5; count > 0; count--) {
      this.show(count);
      await executor.submit(sleepSync, this.stepMs);
    }
    this.write("Lift-off!\n");
  }
}

const app = new Application([
  ["/blocking", BlockingHandler],
  ["/coroutine", CoroutineHandler],
  ["/callback", CallbackHandler],
  ["/thread-pool", ThreadPoolHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
