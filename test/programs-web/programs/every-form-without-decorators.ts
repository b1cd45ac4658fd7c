// Every way of moving work off the loop, in one file, in the forms that need no decorators:
// nothing here has to be transformed, only types have to be stripped.
import { scryptSync } from "node:crypto";
import {
  blocking,
  Future,
  ProcessPoolExecutor,
  sleepSync,
  TaskAbortedError,
  ThreadPoolExecutor,
  unblock,
  workerLocal,
} from "typhoon/concurrent";
import { coroutine, sleep, task } from "typhoon/gen";
import { AsyncHTTPClient, HTTPClient, type HTTPResponse } from "typhoon/httpclient";
import { IOLoop } from "typhoon/ioloop";
import { Application, asynchronous, HTTPError, RequestHandler } from "typhoon/web";

const executor = new ThreadPoolExecutor({ maxWorkers: 2 });

class MainHandler extends RequestHandler {
  override get() {
    this.write("Hello, world");
  }
}

// The function form.
const hashPassword = unblock((password: string, salt: string) =>
  scryptSync(password, salt, 8).toString("hex"),
);
const countTo = unblock(function* (end: number) {
  for (let count = 1; count <= end; count++) yield `${count} `;
});

class LoginHandler extends RequestHandler {
  override async post() {
    this.write(await hashPassword(this.getArgument("password"), "pepper"));
  }
}

class CountHandler extends RequestHandler {
  override async get(end: string) {
    for await (const text of countTo(Number(end))) this.write(text);
  }
}

// The handler form.
class SleepHandler extends RequestHandler {
  static override blocking = ["get"];

  override get(seconds: string) {
    console.log(`sleeping for ${seconds} s`);
    sleepSync(Number(seconds) * 1000);
    return "Awake!";
  }
}

class WorkerViewHandler extends RequestHandler {
  static override blocking = ["get"];

  override get() {
    this.setHeader("X-Greeting", String(this.settings["greeting"]));
    this.setStatus(201);
    this.setCookie("seen", "yes");
    this.write(`${this.getArgument("name")} from ${this.request.remoteIp} `);
    return { cookie: this.getCookie("color", "none") };
  }
}

class TeapotHandler extends RequestHandler {
  static override blocking = ["get"];

  override get() {
    throw new HTTPError(418);
  }
}

class MovedHandler extends RequestHandler {
  static override blocking = ["get"];

  override get() {
    this.redirect("/");
  }
}

class StreamHandler extends RequestHandler {
  static override blocking = ["get"];

  override *get() {
    for (const part of ["one ", "two ", "three"]) yield part;
  }
}

// The method form has its equal in functions.
const getComplexResult = unblock(
  (half: number) => {
    sleepSync(1);
    return half * 2;
  },
  { executor: new ThreadPoolExecutor({ maxWorkers: 1 }) },
);
const getOtherResult = unblock((other: string) => other, { executor });

class ComplexHandler extends RequestHandler {
  override async get() {
    const other = await getOtherResult(this.getArgument("other", "none"));
    this.write(`The final result is ${await getComplexResult(50)} and ${other}.`);
  }
}

// The executor form.
const core = {
  get: blocking((remoteIp: string) => {
    sleepSync(1);
    return `msg to client ${remoteIp}`;
  }),
};
const square = blocking((n: number) => n * n);

interface Dependencies {
  readonly executor: ThreadPoolExecutor;
  readonly core: { readonly get: (remoteIp: string) => string };
}

class ThreadedHandler extends RequestHandler {
  executor!: ThreadPoolExecutor;
  core!: Dependencies["core"];

  override initialize({ executor, core }: Dependencies) {
    this.executor = executor;
    this.core = core;
  }

  override async get(_uri: string) {
    this.write(await this.executor.submit(this.core.get, this.request.remoteIp));
  }
}

class ExecutorHandler extends RequestHandler {
  override async get() {
    await executor.submit(sleepSync, 1);
    this.write(`${square(2)} ${await executor.map(square, [3, 4])} ${await this.#giveUp()} `);
    const path = executor.import<typeof import("node:path")>("node:path");
    this.write(await path.basename("/folder/file"));
  }

  async #giveUp() {
    try {
      return await executor.run(sleepSync, [60_000], { timeoutMs: 1 });
    } catch (error) {
      return error instanceof TaskAbortedError ? error.code : error;
    }
  }
}

// The same functions, in a process.
const processes = new ProcessPoolExecutor({ maxWorkers: 1 });
const whichProcess = blocking(() => process.pid);

class ProcessHandler extends RequestHandler {
  override async get() {
    const isElsewhere = (await processes.submit(whichProcess)) !== process.pid;
    this.write(`${await processes.submit(square, 5)} ${isElsewhere ? "elsewhere" : "here"}`);
  }
}

// One value per worker.
const uses = workerLocal(() => ({ count: 0 }));
const single = new ThreadPoolExecutor({ maxWorkers: 1 });
const use = unblock(() => ++uses().count, { executor: single });

class WorkerLocalHandler extends RequestHandler {
  override async get() {
    this.write(`${await use()} ${await use()}, here ${uses().count}`);
  }
}

// Generator coroutines.
const twice = coroutine(function* (value: number): Generator<unknown, number, number> {
  yield sleep(1);
  return (yield Promise.resolve(value)) * 2;
});

class CoroutineHandler extends RequestHandler {
  override *get(): Generator<unknown, void, [number, number]> {
    yield sleep(1);
    const both = yield [twice(1), twice(2)];
    this.write(`both: ${both}`);
  }
}

class CallbackHandler extends RequestHandler {
  override async get() {
    await task((callback) => IOLoop.current().addTimeout({ ms: 1 }, callback));
    this.write("called back");
  }
}

// Four styles of one fetch.
class SynchronousFetchHandler extends RequestHandler {
  static override blocking = ["get"];

  override get() {
    const client = new HTTPClient();
    try {
      return client.fetch(`http://${this.request.host}/`).body.toString();
    } finally {
      client.close();
    }
  }
}

class NativeFetchHandler extends RequestHandler {
  override async get() {
    this.write((await new AsyncHTTPClient().fetch(`http://${this.request.host}/`)).body);
  }
}

class CoroutineFetchHandler extends RequestHandler {
  override *get(): Generator<unknown, void, HTTPResponse> {
    const response = yield new AsyncHTTPClient().fetch(`http://${this.request.host}/`);
    this.write(response.body);
  }
}

function fetchByHand(url: string): Future<string> {
  const result = new Future<string>();
  const fetched = new AsyncHTTPClient().fetch(url);
  fetched.addDoneCallback(() => result.setResult(fetched.result().body.toString()));
  return result;
}

class HandFetchHandler extends RequestHandler {
  override async get() {
    this.write(await fetchByHand(`http://${this.request.host}/`));
  }
}

// Unblock by hand.
class ByHandHandler extends RequestHandler {
  override get = asynchronous(function (this: RequestHandler) {
    executor.submit(core.get, "nobody").addDoneCallback((future) => {
      IOLoop.current().addCallback(() => this.finish(future.result()));
    });
  });
}

const app = new Application(
  [
    ["/", MainHandler],
    ["/login", LoginHandler],
    ["/count/(\\d+)", CountHandler],
    ["/sleep/(\\d+)", SleepHandler],
    ["/worker-view", WorkerViewHandler],
    ["/teapot", TeapotHandler],
    ["/moved", MovedHandler],
    ["/stream", StreamHandler],
    ["/complex", ComplexHandler],
    ["(/threaded)", ThreadedHandler, { executor, core }],
    ["/executor", ExecutorHandler],
    ["/process", ProcessHandler],
    ["/worker-local", WorkerLocalHandler],
    ["/coroutine", CoroutineHandler],
    ["/callback", CallbackHandler],
    ["/fetch/synchronous", SynchronousFetchHandler],
    ["/fetch/native", NativeFetchHandler],
    ["/fetch/coroutine", CoroutineFetchHandler],
    ["/fetch/by-hand", HandFetchHandler],
    ["/by-hand", ByHandHandler],
  ],
  { greeting: "hello from settings", logFunction: () => {} },
);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
