// A whole method of a handler that runs on a worker thread, with one word.
//
// Run:  node build/examples/unblock/main.js
// See:  while http://localhost:8888/sleep/5 sleeps, http://localhost:8888/ answers at once, as often as you like.
//       While http://localhost:8888/blocking-sleep/5 sleeps, it answers nothing.
import { sleepSync, unblock } from "typhoon/concurrent";
import { Application, RequestHandler } from "typhoon/web";

class MainHandler extends RequestHandler {
  get() {
    this.write(`Hello, world ${Date.now()}\n`);
  }
}

function sleepFor(seconds: string) {
  console.log(`sleeping for ${seconds} s`);
  sleepSync(Number(seconds) * 1000);
  return `Awake! ${Date.now()}\n`;
}

// The trap: this sleeps on the thread that answers everybody.
class BlockingSleepHandler extends RequestHandler {
  get(seconds: string) {
    this.write(sleepFor(seconds));
  }
}

// The cure: what the method returns is written, and the response finished, on the loop's thread.
class SleepHandler extends RequestHandler {
  @unblock
  get(seconds: string) {
    return sleepFor(seconds);
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/sleep/(\\d+)", SleepHandler],
  ["/blocking-sleep/(\\d+)", BlockingSleepHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
