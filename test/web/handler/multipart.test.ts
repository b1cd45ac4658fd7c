import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { FormOptions, HTTPFile } from "typhoon/httputil";
import { RequestHandler } from "typhoon/web";
import { FormOnWorker } from "../../fixtures/web/on-worker.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { serve } from "../serve.ts";

guardLog();

const field = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, filename: string, content: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: text/x\r\n\r\n${content}\r\n`;
const form = `${field("a", " 1 ")}${file("f", "../../x.txt", "content")}${field("a", "é")}--b--\r\n`;

function post(body: string): string {
  const length = Buffer.byteLength(body);
  return `POST /?a=0 HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

const send = (client: RawHTTPClient, text: string) => client.send(Buffer.from(text, "utf8"));

/** Answers with all that a form holds. */
class Shows extends RequestHandler {
  override async post() {
    const files = [...this.request.files].map(async ([name, all]) => [
      name,
      await Promise.all(all.map(describe)),
    ]);
    this.write({
      query: this.getQueryArguments("a"),
      body: this.getBodyArguments("a"),
      all: this.getArguments("a"),
      raw: this.request.body.length,
      files: Object.fromEntries(await Promise.all(files)),
    });
  }
}

async function describe(one: HTTPFile): Promise<string> {
  const streamed: Buffer[] = [];
  for await (const piece of one.stream()) streamed.push(piece);
  assert.deepEqual(Buffer.concat(streamed), await one.bytes());
  return `${one.filename} ${one.contentType} ${one.size} ${await one.bytes()} ${one.path === undefined ? "memory" : "disk"}`;
}

/** A folder for files on disk, and what is in it. */
async function spool(t: TestContext): Promise<{ folder: string; files: () => string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "typhoon-test-"));
  t.after(() => rm(folder, { recursive: true }));
  return { folder, files: () => readdirSync(folder) };
}

async function clientOf(
  t: TestContext,
  handler: typeof RequestHandler,
  forms: FormOptions,
  kwargs: object = {},
) {
  const { port } = await serve(t, [["/", handler, kwargs]], { forms, logFunction() {} });
  const client = await RawHTTPClient.connect(port);
  t.after(() => client.close());
  return client;
}

for (const [where, limit] of [
  ["memory", Number.POSITIVE_INFINITY],
  ["disk", 0],
] as const) {
  test(`the fields and files of a multipart form are there for the handler, files in ${where}`, async (t) => {
    const { folder } = await spool(t);
    const client = await clientOf(t, Shows, { spoolAbove: limit, spoolFolder: folder });

    await send(client, post(form) + post(form));
    const bodies = (await client.readResponses(2)).map(({ body }) =>
      JSON.parse(Buffer.from(body, "latin1").toString()),
    );

    const expected = {
      query: ["0"],
      body: ["1", "é"],
      all: ["0", "1", "é"],
      raw: 0,
      files: { f: [`../../x.txt text/x 7 content ${where}`] },
    };
    assert.deepEqual(bodies, [expected, expected]);
  });
}

test("a multipart form is the same at every place where it is cut", async (t) => {
  const { folder } = await spool(t);
  const client = await clientOf(t, Shows, { spoolAbove: 3, spoolFolder: folder });
  const bytes = Buffer.from(post(form));
  const answers = new Set<string>();

  for (let cut = 1; cut < bytes.length; cut += 7) {
    await client.send(bytes.subarray(0, cut));
    await client.send(bytes.subarray(cut));
    answers.add((await client.readResponse()).body);
  }

  assert.equal(answers.size, 1);
});

test("a file on disk is private, is read by its path, and is gone when onFinish has ended", async (t) => {
  const { folder, files } = await spool(t);
  const seen: Record<string, unknown> = {};
  let release = () => {};
  class Looks extends RequestHandler {
    override post() {
      const [one] = this.request.files.get("f") ?? [];
      const path = one?.path ?? "";
      seen["file"] = statSync(path).mode & 0o777;
      seen["folder"] = statSync(join(path, "..")).mode & 0o777;
      seen["inside"] = path.startsWith(folder) && !path.includes("x.txt");
      assert.throws(() => one?.body, TypeError);
    }
    override async onFinish() {
      seen["during onFinish"] = files().length;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      seen["still"] = files().length;
    }
  }
  const client = await clientOf(t, Looks, { spoolAbove: 0, spoolFolder: folder });

  await send(client, post(form));
  await client.readResponse();
  release();

  await emptied(files);
  assert.deepEqual(seen, { file: 0o600, folder: 0o700, inside: true, "during onFinish": 1, still: 1 });
});

/** Deleting takes turns of the loop: looks again until nothing is there. */
async function emptied(files: () => string[]): Promise<void> {
  while (files().length > 0) await new Promise((resolve) => setImmediate(resolve));
}

test("moveTo() keeps a file, from disk and from memory", async (t) => {
  const { folder, files } = await spool(t);
  class Keeps extends RequestHandler {
    override async post() {
      for (const one of this.request.files.get("f") ?? []) await one.moveTo(join(folder, `kept-${one.size}`));
    }
  }
  const client = await clientOf(t, Keeps, { spoolAbove: 7, spoolFolder: folder });

  await send(client, post(`${file("f", "x", "content")}${file("f", "y", "longer content")}--b--`));
  await client.readResponse();
  while (files().length > 2) await new Promise((resolve) => setImmediate(resolve));

  assert.equal(await readFile(join(folder, "kept-7"), "utf8"), "content");
  assert.equal(await readFile(join(folder, "kept-14"), "utf8"), "longer content");
  assert.equal(statSync(join(folder, "kept-7")).mode & 0o777, 0o600);
});

test("files on disk are deleted when the handler throws, and when it leaves the request unfinished", async (t) => {
  const { folder, files } = await spool(t);
  class Breaks extends RequestHandler {
    override post() {
      throw new Error("broken");
    }
  }
  const client = await clientOf(t, Breaks, { spoolAbove: 0, spoolFolder: folder });

  await send(client, post(form));

  assert.equal((await client.readResponse()).code, 500);
  await expectLog(/Uncaught exception POST/);
  await emptied(files);
});

test("files on disk are deleted when the client leaves in the middle of one", async (t) => {
  const { folder, files } = await spool(t);
  const client = await clientOf(t, Shows, { spoolAbove: 0, spoolFolder: folder });

  await send(client, post(form).slice(0, -40));
  while (files().length < 1) await new Promise((resolve) => setImmediate(resolve));
  client.close();

  await emptied(files);
});

test("files on disk are deleted when the client leaves before its answer", async (t) => {
  const { folder, files } = await spool(t);
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  class Waits extends RequestHandler {
    override async post() {
      begun();
      await new Promise((_, reject) =>
        this.request.signal.addEventListener("abort", () => reject(this.request.signal.reason)),
      );
    }
  }
  const client = await clientOf(t, Waits, { spoolAbove: 0, spoolFolder: folder });

  await send(client, post(form));
  await beginning;
  client.close();

  await emptied(files);
});

for (const [what, body, status, sentence] of [
  ["is malformed", `${file("f", "x", "content")}--bX\r\n`, 400, "followed by something else on its line"],
  ["ends too early", file("f", "x", "content"), 400, "ends before its final boundary"],
  ["has a file that is too large", `${file("f", "x", "c".repeat(101))}--b--`, 413, "larger than 100 bytes"],
] as const) {
  test(`a form that ${what} is answered by the handler's page, in a sentence, and leaves no file`, async (t) => {
    const { folder, files } = await spool(t);
    const client = await clientOf(t, Shows, { spoolAbove: 0, spoolFolder: folder, maxFileSize: 100 });

    await send(client, post(body));
    const answer = await client.readResponse();

    assert.equal(answer.code, status);
    assert.match(answer.body, new RegExp(sentence));
    await expectLog(new RegExp(`${status} POST .*Invalid body: .*${sentence}`));
    await emptied(files);
  });
}

test("a form that is refused when it has wholly arrived keeps the connection", async (t) => {
  const client = await clientOf(t, Shows, {});

  await send(client, post(field("a", "1")) + post(form));

  assert.equal((await client.readResponse()).code, 400);
  assert.equal((await client.readResponse()).code, 200);
  await expectLog(/Invalid body/);
});

test("a form that is refused on its way ends the connection with its answer", async (t) => {
  const client = await clientOf(t, Shows, { maxFieldSize: 10 });

  const [head] = post("").split("\r\nContent-Length");
  await send(client, `${head}\r\nContent-Length: 100000\r\n\r\n${field("a", "12345678901")}`);
  const answer = await client.readResponse();

  assert.deepEqual([answer.code, answer.headers.get("connection")], [413, "close"]);
  assert.equal(await client.readToEnd(), "");
  await expectLog(/Invalid body/);
});

test("a folder that is not there is the server's fault: a 500", async (t) => {
  const client = await clientOf(t, Shows, { spoolAbove: 0, spoolFolder: "/nowhere/at/all" });

  await send(client, post(form));

  assert.equal((await client.readResponse()).code, 500);
  await expectLog(/Uncaught exception POST/);
});

test("with multipart: false the body stays as it came", async (t) => {
  class Raw extends RequestHandler {
    override post() {
      this.write({ raw: this.request.body.toString(), fields: this.getBodyArguments("a") });
    }
  }
  const client = await clientOf(t, Raw, { multipart: false });

  await send(client, post(form));

  const { body } = await client.readResponse();
  assert.deepEqual(JSON.parse(Buffer.from(body, "latin1").toString()), { raw: form, fields: [] });
});

test("a method on a worker has the fields and files of the form", async (t) => {
  const { folder } = await spool(t);
  const client = await clientOf(t, FormOnWorker, { spoolAbove: 7, spoolFolder: folder });

  await send(
    client,
    post(`${field("a", "é")}${file("small", "s", "content")}${file("large", "l", "longer content")}--b--`),
  );

  const { body } = await client.readResponse();
  assert.deepEqual(JSON.parse(Buffer.from(body, "latin1").toString()), {
    fields: ["é"],
    files: [
      { name: "small", filename: "s", contentType: "text/x", size: 7, onDisk: false },
      { name: "large", filename: "l", contentType: "text/x", size: 14, onDisk: true },
    ],
    body: "content",
  });
});
