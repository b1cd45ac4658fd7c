// The same fetch from another server, written in four styles.
//
// Run:  PORT=8889 node build/examples/hello/main.js, and in another terminal
//       UPSTREAM=http://localhost:8889/ node build/examples/four-fetches/main.js
// See:  http://localhost:8888/synchronous, /asynchronous, /coroutine and /by-hand all show what the other server says.
//       As long as that one keeps silent, http://localhost:8888/ answers all the same: the synchronous style, which would
//       freeze it, runs on a worker. http://localhost:8888/frozen shows what it says when it does not.
import { Future, unblock } from "typhoon/concurrent";
import { coroutine } from "typhoon/gen";
import { AsyncHTTPClient, HTTPClient, type HTTPResponse } from "typhoon/httpclient";
import { Application, RequestHandler } from "typhoon/web";

const upstream = process.env["UPSTREAM"] ?? "http://localhost:8889/";

// It blocks the thread until the answer is there: on a loop that serves others it refuses to.
function synchronousFetch(url: string): string {
  const client = new HTTPClient();
  try {
    return client.fetch(url).body.toString();
  } finally {
    client.close();
  }
}

// With one word it is a fetch that waits on a worker, and the loop stays free.
const unblockedFetch = unblock(synchronousFetch);

async function asynchronousFetch(url: string): Promise<string> {
  const response = await new AsyncHTTPClient().fetch(url);
  return response.body.toString();
}

const coroutineFetch = coroutine(function* (url: string): Generator<unknown, string, HTTPResponse> {
  const response = yield new AsyncHTTPClient().fetch(url);
  return response.body.toString();
});

function fetchByHand(url: string): Future<string> {
  const result = new Future<string>();
  new AsyncHTTPClient().fetch(url).addDoneCallback((fetched) => {
    const error = fetched.exception();
    if (error === undefined) result.setResult(fetched.result().body.toString());
    else result.setException(error);
  });
  return result;
}

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world\n");
  }
}

class FetchHandler extends RequestHandler {
  #fetch!: (url: string) => string | PromiseLike<string>;

  initialize({ fetch }: { fetch: (url: string) => string | PromiseLike<string> }) {
    this.#fetch = fetch;
  }

  async get() {
    this.write(await this.#fetch(upstream));
  }
}

class FrozenHandler extends RequestHandler {
  get() {
    try {
      this.write(synchronousFetch(upstream));
    } catch (error) {
      this.write(`${error}\n`);
    }
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/synchronous", FetchHandler, { fetch: unblockedFetch }],
  ["/frozen", FrozenHandler],
  ["/asynchronous", FetchHandler, { fetch: asynchronousFetch }],
  ["/coroutine", FetchHandler, { fetch: coroutineFetch }],
  ["/by-hand", FetchHandler, { fetch: fetchByHand }],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
