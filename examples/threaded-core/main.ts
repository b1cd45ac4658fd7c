// A slow core behind a web server: the executor and the core are given to the handler by its rule.
//
// Run:  node build/examples/threaded-core/main.js
// See:  for n in $(seq 13); do curl "http://localhost:8888/$n" & done
//       Ten begin at once; the other three wait in the order in which they came. Ten are answered after ten seconds,
//       three after twenty.
import { blocking, sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";
import { Application, RequestHandler } from "typhoon/web";

const core = {
  get: blocking((uri: string, remoteIp: string, seconds: number) => {
    console.log(`${uri} begins`);
    sleepSync(seconds * 1000);
    console.log(`${uri} ends`);
    return `msg to client ${remoteIp}\n`;
  }),
};

interface Dependencies {
  readonly executor: ThreadPoolExecutor;
  readonly core: { readonly get: (uri: string, remoteIp: string, seconds: number) => string };
}

class ThreadedHandler extends RequestHandler {
  #dependencies!: Dependencies;

  initialize(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  async get(uri: string) {
    console.log(`${uri} arrives`);
    const { executor, core } = this.#dependencies;
    const seconds = Number(this.getArgument("seconds", "10"));
    this.write(await executor.submit(core.get, uri, this.request.remoteIp, seconds));
  }
}

const executor = new ThreadPoolExecutor({ maxWorkers: 10 });
const app = new Application([["(/\\d*)", ThreadedHandler, { executor, core }]]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
