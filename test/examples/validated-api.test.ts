import assert from "node:assert/strict";
import { test } from "node:test";
import { startExample } from "../support/start-program.ts";

test("the bookshelf takes books, refuses what is none with the fields, and describes itself", async (t) => {
  const program = await startExample(t, "validated-api");
  const line = await program.said(/^listening on /);
  const url = line.slice("listening on ".length).replace("localhost", "127.0.0.1");
  const send = async (method: string, path: string, value: unknown) => {
    const headers = { "Content-Type": "application/json", Connection: "close" };
    const response = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(value) });
    return { status: response.status, value: await response.json() };
  };
  const show = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers: { Connection: "close" } });
    return response.text();
  };

  const added = await send("POST", "books", { title: "Emma", year: 1815, subjects: ["marriage"] });
  const refused = await send("POST", "books", { title: "", year: "soon", subjects: [] });
  const changed = await send("PATCH", "books/2", { year: 1816 });
  const found = await show("books?subject=marriage");
  const document = JSON.parse(await show("openapi.json"));
  const page = await show("reference");

  const emma = { id: 2, title: "Emma", year: 1815, subjects: ["marriage"] };
  assert.deepEqual(added, { status: 201, value: emma });
  assert.equal(refused.status, 400);
  assert.deepEqual(
    (refused.value as { errors: { path: string }[] }).errors.map(({ path }) => path),
    ["title", "year"],
  );
  assert.deepEqual(changed.value, { ...emma, year: 1816 });
  assert.deepEqual(JSON.parse(found), { books: [{ ...emma, year: 1816 }] });
  assert.deepEqual(Object.keys(document.paths), ["/books", "/books/{id}"]);
  assert.match(page, /<h1>Bookshelf<\/h1>/);
});
