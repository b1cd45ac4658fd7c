import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Order } from "../support/order.ts";
import { type Program, startExample } from "../support/start-program.ts";

test("notes are added, found and read through one connection, which is closed at the end", async (t) => {
  const { program, files } = await startNotes(t);

  const added = await program.fetch("/notes", "text=buy+tea");
  assert.deepEqual([added.status, added.headers.location], [201, "/notes/1"]);
  await program.fetch("/notes", "text=buy+coffee");

  const found = JSON.parse((await program.fetch("/notes?q=buy")).body).notes;
  assert.deepEqual(
    found.map(({ id, text }: { id: number; text: string }) => [id, text]),
    [
      [2, "buy coffee"],
      [1, "buy tea"],
    ],
  );
  assert.equal(JSON.parse((await program.fetch("/notes/1")).body).text, "buy tea");
  const { notes } = JSON.parse((await program.fetch("/calendar/7")).body);
  assert.deepEqual(Object.values(notes), [2]);

  await program.end();
  const said = program.lines.filter((line) => line.endsWith("a connection"));
  assert.deepEqual(said, ["opened a connection", "closed a connection"]);
  assert.deepEqual(files(), ["notes.db"]);
});

test("requests are answered while a query runs", async (t) => {
  const { program } = await startNotes(t);
  const order = new Order();

  order.note("calendar", program.fetch("/calendar/1000000000")).catch(() => {});
  await program.said(/^counting/);
  for (let i = 0; i < 20; i++) await order.note("main", program.fetch("/"));

  assert.deepEqual(order.names, Array(20).fill("main"));
});

async function startNotes(t: TestContext): Promise<{ program: Program; files: () => string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "typhoon-notes-"));
  const program = await startExample(t, "sqlite", { DATABASE: join(folder, "notes.db") });
  // Hooks run in order: the program has been killed by then.
  t.after(() => rmSync(folder, { recursive: true }));
  return { program, files: () => readdirSync(folder) };
}
