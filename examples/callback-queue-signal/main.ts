// Three styles in which an asynchronous function can tell its result, beside futures and coroutines: it calls a
// callback, it puts the result into a queue, or it calls who is registered for it, as with the signals of POSIX. Each
// can be awaited all the same.
//
// Run:  node build/examples/callback-queue-signal/main.js
// See:  http://localhost:8888/callback?name=Ada         a function that takes a callback, with task()
//       http://localhost:8888/queue?name=Ada&name=Bob    as many answers as there are names, in the order in which they are ready
//       http://localhost:8888/signal                    answers at the next `kill -USR2` of this process, whose pid it
//                                                       prints; several may wait, and the signal wakes all

import { task } from "typhoon/gen";
import { IOLoop } from "typhoon/ioloop";
import { Event } from "typhoon/locks";
import { Queue } from "typhoon/queues";
import { Application, RequestHandler } from "typhoon/web";

const loop = IOLoop.current();

// The first style: the result is an argument of a callback.
function greetCallback(name: string, callback: (greeting: string) => void): void {
  loop.addTimeout({ ms: 10 * name.length }, () => callback(`Hello, ${name}`));
}

class CallbackHandler extends RequestHandler {
  async get() {
    // Whoever likes callbacks may write the answer in one: `greetCallback(name, (greeting) => this.finish(greeting))`.
    const name = this.getArgument("name", "world");
    this.write(await task<[string]>((callback) => greetCallback(name, callback)));
  }
}

// The second style: the result is put into a queue that the caller has given, and other results too.
function greetQueue(name: string, results: Queue<string>): void {
  greetCallback(name, (greeting) => results.putNowait(greeting));
}

class QueueHandler extends RequestHandler {
  async get() {
    const names = this.getArguments("name");
    const results = new Queue<string>();
    for (const name of names) greetQueue(name, results);
    for (const _ of names) this.write(`${await results.get()}\n`);
  }
}

// The third style: a registry of callbacks, one for each signal. An Event lets any number of handlers wait for it.
let signalled = new Event();

loop.addSignalHandler("SIGUSR2", () => {
  signalled.set();
  signalled = new Event();
});

class SignalHandler extends RequestHandler {
  async get() {
    console.log(`waiting for kill -USR2 ${process.pid}`);
    await signalled.wait({ signal: this.request.signal });
    this.write("There was a signal\n");
  }
}

const app = new Application([
  ["/callback", CallbackHandler],
  ["/queue", QueueHandler],
  ["/signal", SignalHandler],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
