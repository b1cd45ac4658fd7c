// The unblock of old Tornado applications, written by hand: line by line what they did.
//
// Run:  node build/examples/unblock-by-hand/main.js
// See:  while http://localhost:8888/sleep/5 sleeps, http://localhost:8888/ answers at once.
import { blocking, sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";
import { IOLoop } from "typhoon/ioloop";
import { Application, asynchronous, RequestHandler } from "typhoon/web";

const executor = new ThreadPoolExecutor({ maxWorkers: 4 });

const sleepAwhile = blocking((seconds: string) => {
  console.log(`sleeping for ${seconds} s`);
  sleepSync(Number(seconds) * 1000);
  return `Awake! ${Date.now()}\n`;
});

class MainHandler extends RequestHandler {
  get() {
    this.write(`Hello, world ${Date.now()}\n`);
  }
}

class SleepHandler extends RequestHandler {
  // The response stays open when the method returns: whoever has the result finishes it.
  @asynchronous
  get(seconds: string) {
    executor.submit(sleepAwhile, seconds).addDoneCallback((future) => {
      IOLoop.current().addCallback(() => {
        // The trap of the original: an error here would leave the client without any answer.
        const error = future.exception();
        if (error !== undefined) return this.sendError(500, { error });
        this.write(future.result());
        this.finish();
      });
    });
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/sleep/(\\d+)", SleepHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
