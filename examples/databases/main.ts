// The same slow query in three ways: by an asynchronous driver, by a synchronous one on a thread, and by that one on the
// loop. An asynchronous driver sends the query to a server and is told when there is an answer: it needs no thread. A
// synchronous one computes in this process: it needs one.
//
// Run:  node node_modules/@electric-sql/pglite-socket/dist/scripts/server.js       (or any PostgreSQL)
//       PGHOST=127.0.0.1 PGUSER=postgres PGDATABASE=postgres node build/examples/databases/main.js
// See:  http://localhost:8888/asynchronous?numbers=5000000 and http://localhost:8888/thread?numbers=5000000 take some
//       seconds, and http://localhost:8888/ answers at once meanwhile. With http://localhost:8888/blocking?numbers=5000000
//       it does not, and the log names the line.
import sqlite from "node-sqlite3-wasm";
import pg from "pg";
import { ThreadPoolExecutor, unblock, workerLocal } from "typhoon/concurrent";
import { drainOnSignal } from "typhoon/httpserver";
import { Application, RequestHandler } from "typhoon/web";

const query = (parameter: string) =>
  `WITH RECURSIVE numbers(n) AS (
     SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < CAST(${parameter} AS BIGINT)
   )
   SELECT count(*) AS count FROM numbers`;

// Without a thread: the database server does the work. A pool has a connection for each query that runs at a time;
// further ones wait. Its connections are made when they are needed, so worker threads, which run this line too, have none.
const postgres = new pg.Pool({ max: 1 });
// A connection that breaks while nobody uses it.
postgres.on("error", (error) => console.log(`lost a connection: ${error.message}`));

async function countAsynchronously(numbers: number): Promise<number> {
  const { rows } = await postgres.query<{ count: string }>(query("$1"), [numbers]);
  return Number(rows[0]?.count);
}

// With a thread: each worker has a connection of its own, which here is a database in its memory.
const executor = new ThreadPoolExecutor({ maxWorkers: 2 });
const database = workerLocal(() => new sqlite.Database(), { dispose: (opened) => opened.close() });

function count(numbers: number): number {
  return Number(database().get(query("?"), numbers)?.["count"]);
}
const countOnThread = unblock(count, { executor });

class MainHandler extends RequestHandler {
  get() {
    this.write("Hello, world\n");
  }
}

class CountHandler extends RequestHandler {
  #count!: (numbers: number) => number | Promise<number>;

  initialize({ count }: { count: (numbers: number) => number | Promise<number> }) {
    this.#count = count;
  }

  async get() {
    console.log(`counting for ${this.request.uri}`);
    this.write(`${await this.#count(this.getArgument("numbers", { type: Number }))} numbers\n`);
  }
}

const app = new Application([
  ["/", MainHandler],
  ["/asynchronous", CountHandler, { count: countAsynchronously }],
  ["/thread", CountHandler, { count: countOnThread }],
  // The trap: the loop waits too.
  ["/blocking", CountHandler, { count }],
]);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
drainOnSignal(server, { executors: [executor], onDrained: () => postgres.end() });
