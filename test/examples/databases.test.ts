import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { ChildProgram } from "../support/child-program.ts";
import { Order } from "../support/order.ts";
import { packageFolder, startExample } from "../support/start-program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("the databases example answers while a query runs at another server or on a thread, and not while on the loop", async (t) => {
  const program = await startExample(t, "databases", await postgres(t));

  for (const path of ["/asynchronous", "/thread", "/blocking"]) {
    assert.equal((await program.fetch(`${path}?numbers=1000`)).body, "1000 numbers\n", path);
  }

  const order = new Order();
  const blocking = order.note("query", program.fetch("/blocking?numbers=100001"));
  await program.said(/^counting for \/blocking\?numbers=100001$/);
  await order.note("main", program.fetch("/"));
  await blocking;
  assert.deepEqual(order.names, ["query", "main"]);

  for (const path of ["/thread", "/asynchronous"]) {
    const order = new Order();
    order.note("query", program.fetch(`${path}?numbers=100000000`)).catch(() => {});
    await program.said(new RegExp(`^counting for ${path}\\?numbers=100000000$`));
    for (let i = 0; i < 5; i++) await order.note("main", program.fetch("/"));
    assert.deepEqual(order.names, Array(5).fill("main"), path);
  }
});

/** A PostgreSQL in a process of its own. @returns the environment that leads there */
async function postgres(t: TestContext): Promise<Record<string, string>> {
  const folder = temporaryFolder(t);
  const file = `${packageFolder}/node_modules/@electric-sql/pglite-socket/dist/scripts/server.js`;
  const server = new ChildProgram(t, file, { args: [`--path=${folder}/.s.PGSQL.5432`] });
  await server.stdout.find(/listening on/);
  return { PGHOST: folder, PGUSER: "postgres", PGDATABASE: "postgres" };
}
