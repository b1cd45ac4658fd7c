// A method of a handler that runs on an executor, while the rest of the handler stays on the loop.
//
// Run:  node build/examples/run-on-executor/main.js
// See:  http://localhost:8888/complex answers "The final result is 100." after five seconds; meanwhile
//       http://localhost:8888/ answers at once. While http://localhost:8888/blocking computes, it does not.
import { runOnExecutor, sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";
import { Application, RequestHandler } from "typhoon/web";

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world\n");
  }
}

function computeSlowly(seconds: number) {
  console.log(`computing for ${seconds} s`);
  sleepSync(seconds * 1000);
  return 100;
}

// The trap: to be async, and awaited, makes nothing of this happen elsewhere.
class BlockingHandler extends RequestHandler {
  async get() {
    const result = await this.getComplexResult(Number(this.getArgument("seconds", "5")));
    this.write(`The final result is ${result}.\n`);
  }

  async getComplexResult(seconds: number) {
    return computeSlowly(seconds);
  }
}

// The cure: the method runs on a thread of the executor in the static field of that name.
class ComplexHandler extends RequestHandler {
  static executor = new ThreadPoolExecutor({ maxWorkers: 5 });

  async get() {
    const result = await this.getComplexResult(Number(this.getArgument("seconds", "5")));
    this.write(`The final result is ${result}.\n`);
  }

  @runOnExecutor
  async getComplexResult(seconds: number) {
    return computeSlowly(seconds);
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/blocking", BlockingHandler],
  ["/complex", ComplexHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
