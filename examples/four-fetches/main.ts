// The same fetch from another server, written in four styles.
//
// Run:  PORT=8889 node build/examples/hello/main.js, and in another terminal
//       UPSTREAM=http://localhost:8889/ node build/examples/four-fetches/main.js
// See:  http://localhost:8888/synchronous, /asynchronous, /coroutine and /by-hand all show what the other server says.
//       As long as that one keeps silent, http://localhost:8888/ is frozen by the first style, and by no other.
import { Future } from "typhoon/concurrent";
import { coroutine } from "typhoon/gen";
import { AsyncHTTPClient, HTTPClient, type HTTPResponse } from "typhoon/httpclient";
import { Application, RequestHandler } from "typhoon/web";

const upstream = process.env["UPSTREAM"] ?? "http://localhost:8889/";

// The trap: it blocks the thread until the answer is there.
function synchronousFetch(url: string): string {
  const client = new HTTPClient();
  try {
    return client.fetch(url).body.toString();
  } finally {
    client.close();
  }
}

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

const app = new Application([
  ["/", MainHandler],
  ["/synchronous", FetchHandler, { fetch: synchronousFetch }],
  ["/asynchronous", FetchHandler, { fetch: asynchronousFetch }],
  ["/coroutine", FetchHandler, { fetch: coroutineFetch }],
  ["/by-hand", FetchHandler, { fetch: fetchByHand }],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
