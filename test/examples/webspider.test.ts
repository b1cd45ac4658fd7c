import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { HTTPHeaders, type HTTPServerRequest, reasonPhrase } from "typhoon/httputil";
import { ChildProgram } from "../support/child-program.ts";
import { guardLog } from "../support/guard-log.ts";
import { packageFolder } from "../support/start-program.ts";
import { withServer } from "../support/with-server.ts";

guardLog();

const pages: Readonly<Record<string, string>> = {
  "/": '<a href="/a">a</a> <a href="b">b</a> <a href=\'/c?x=1#top\'>c</a> <a href="http://elsewhere.invalid/">no</a>',
  "/a": '<a href="/">back</a> <a href="/b#part">b</a> <a href="/d">d</a> <a href="mailto:x@y">m</a>',
  "/b": '<a class="x" href=/missing>gone</a> <a href="/private/page">private</a> <a href="/d">d</a>',
  "/c?x=1": '<a href="/a">a</a> <a href="http://[bad/">bad</a>',
  "/d": "no links",
};

/** A site that answers when as many requests are there as are to come at a time, and notes them. */
async function site(t: TestContext, atATime: readonly number[]) {
  const asked: string[] = [];
  const waiting: HTTPServerRequest[] = [];
  const batches = [...atATime];
  const { port } = await withServer(t, (request) => {
    asked.push(request.uri);
    if (request.uri === "/robots.txt") return answer(request, "User-agent: *\nDisallow: /private/\n");
    waiting.push(request);
    if (waiting.length < (batches[0] ?? 1)) return;
    batches.shift();
    for (const each of waiting.splice(0)) answer(each, pages[each.uri]);
  });
  return { asked, url: `http://127.0.0.1:${port}/` };
}

function answer({ connection }: HTTPServerRequest, body: string | undefined): void {
  const code = body === undefined ? 404 : 200;
  const fields = { "Content-Length": String(body?.length ?? 0), "Content-Type": "text/html" };
  const startLine = { version: "HTTP/1.1", code, reason: reasonPhrase(code) };
  connection.writeHeaders(startLine, new HTTPHeaders(fields), body);
  connection.finish();
}

function spider(t: TestContext, url: string, env: Readonly<Record<string, string>>): ChildProgram {
  const file = `${packageFolder}/build/examples/webspider/main.js`;
  return new ChildProgram(t, file, { args: [url], env: { PAUSE_MS: "0", ...env } });
}

test("the webspider example reads each page of a site once, two at a time, and nothing that it is not to read", async (t) => {
  // The first page alone; then a and b, c and d, and what is missing.
  const { asked, url } = await site(t, [1, 2, 2, 1]);
  const program = spider(t, url, { CONCURRENCY: "2" });

  assert.equal(await program.exit, 0);

  assert.deepEqual([...asked].sort(), ["/", "/a", "/b", "/c?x=1", "/d", "/missing", "/robots.txt"]);
  assert.match(program.stdout.all.at(-1) ?? "", /^5 pages read, 1 failed, in /);
  assert.equal(program.stdout.matching(/\/missing failed: .*404/).length, 1);
  assert.deepEqual(program.stderr.all, []);
});

test("the webspider example reads no more pages than it may", async (t) => {
  const { asked, url } = await site(t, []);
  const program = spider(t, url, { MAX_PAGES: "3" });

  assert.equal(await program.exit, 0);

  assert.equal(asked.length, 1 + 3);
});
