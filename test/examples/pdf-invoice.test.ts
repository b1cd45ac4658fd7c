import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { test } from "node:test";
import { startExample } from "../support/start-program.ts";

test("an invoice of two pages is drawn", async (t) => {
  const program = await startExample(t, "pdf-invoice");

  const { status, headers, body } = await program.fetch("/invoices/40");

  assert.deepEqual([status, headers["content-type"]], [200, "application/pdf"]);
  assert.match(body, /^%PDF-1\.3\n.*\n%%EOF\n$/s);
  assert.equal(body.match(/\/Type \/Page\n/g)?.length, 2);
  assert.equal(await program.said(/^drew /), "drew 40 of 40 lines");
});

test("pages leave while others are to be drawn, nobody waits for them, and without a client drawing ends", async (t) => {
  const program = await startExample(t, "pdf-invoice");
  const url = (await program.said(/^listening on /)).replace("listening on ", "");
  const invoice = request(`${url}invoices/1000000`).end();
  const [response] = (await once(invoice, "response")) as [IncomingMessage];
  const [first] = await once(response, "data");

  assert.match(String(first), /^%PDF/);
  // What nobody takes is not drawn: the worker waits in the middle.
  response.pause();
  for (let i = 0; i < 20; i++) assert.equal((await program.fetch("/")).status, 200);
  response.on("error", () => {});
  invoice.destroy();

  const [, drawn = "", all] = /^drew (\d+) of (\d+) lines$/.exec(await program.said(/^drew /)) ?? [];
  assert.ok(Number(drawn) < Number(all), `${drawn} lines were drawn`);
});
