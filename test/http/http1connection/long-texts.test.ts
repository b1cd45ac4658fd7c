import assert from "node:assert/strict";
import { test } from "node:test";
import type { HTTPServerRequest } from "typhoon/httputil";
import { guardLog } from "../../support/guard-log.ts";
import { answer, withServer } from "../../support/with-server.ts";

guardLog();

/** Each line tells its number, so that a piece at the wrong place is seen. */
function linesOf(name: string, count: number): string {
  return Array.from({ length: count }, (_, line) => `${name} ${line}\n`).join("");
}

const texts: Readonly<Record<string, string>> = {
  "/short": "short",
  "/long": linesOf("long", 8_000),
  "/longer": linesOf("longer", 400_000),
  "/longest": linesOf("longest", 900_000),
};

function tell(request: HTTPServerRequest): void {
  answer(request, texts[request.path] ?? "");
}

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
}

test("long texts and short ones that are asked for together come whole and in order", async (t) => {
  const { connect } = await withServer(t, tell);
  const client = await connect();
  const paths = ["/short", "/long", "/short", "/longer", "/long", "/short"];

  await client.send(paths.map(get).join(""));

  for (const path of paths) assert.ok((await client.readResponse()).body === texts[path], path);
});

test("a client that does not read keeps its text while others get theirs", async (t) => {
  const { connect } = await withServer(t, tell);
  const [slow, quick] = [await connect(), await connect()];
  slow.socket.pause();
  await slow.send(get("/longest"));

  for (const path of ["/longer", "/long", "/longer"]) {
    await quick.send(get(path));
    assert.ok((await quick.readResponse()).body === texts[path], path);
  }
  slow.socket.resume();

  assert.ok((await slow.readResponse()).body === texts["/longest"]);
});

test("a long text that is not ASCII goes out as UTF-8", async (t) => {
  const text = "Grüße aus Łódź\n".repeat(5_000);
  const { connect } = await withServer(t, (request) => answer(request, text));
  const client = await connect();

  await client.send(get("/"));

  const { body } = await client.readResponse();
  assert.ok(Buffer.from(body, "latin1").toString() === text);
});
