import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { fetchContainer } from "typhoon/faces";
import type { HTTPServerOptions } from "typhoon/httpserver";
import { Application, RequestHandler } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";
import { answer, withServer } from "../../support/with-server.ts";

guardLog();

const mebibyte = 1_048_576;

class Whole extends RequestHandler {
  override post() {
    const file = this.request.files.get("file")?.[0];
    this.write(String(file?.size ?? this.request.body.length));
  }
}

class Streamed extends RequestHandler {
  static override streamRequestBody = true;
  override async post() {
    let size = 0;
    for await (const piece of this.bodyStream()) size += piece.length;
    this.write(String(size));
  }
}

const contained = fetchContainer(
  async (request) => new Response(String((await request.arrayBuffer()).byteLength)),
);
const app = new Application(
  [
    ["/whole", Whole],
    ["/streamed", Streamed],
    ["/contained", contained],
  ],
  { logFunction() {} },
);

async function statusOf(
  t: Parameters<typeof withServer>[0],
  path: string,
  head: string,
  body: Buffer,
  options: HTTPServerOptions = {},
): Promise<number> {
  const { connect } = await withServer(t, app, options);
  const client = await connect();
  await client.send(`POST ${path} HTTP/1.1\r\nHost: x\r\n${head}Content-Length: ${body.length}\r\n\r\n`);
  client.socket.write(body);
  const { code } = await client.readResponse();
  client.close();
  return code;
}

test("a body that is kept whole may have 1 MiB by default, and not a byte more", async (t) => {
  assert.equal(await statusOf(t, "/whole", "", Buffer.alloc(mebibyte)), 200);
  assert.equal(await statusOf(t, "/whole", "", Buffer.alloc(mebibyte + 1)), 413);
});

test("maxWholeBodySize, or maxBodySize where it is given alone, sets another limit for such bodies", async (t) => {
  const body = Buffer.alloc(2 * mebibyte);

  assert.equal(await statusOf(t, "/whole", "", body, { maxWholeBodySize: 3 * mebibyte }), 200);
  assert.equal(await statusOf(t, "/whole", "", body, { maxBodySize: 3 * mebibyte }), 200);
  assert.equal(
    await statusOf(t, "/whole", "", body, { maxBodySize: 3 * mebibyte, maxWholeBodySize: 10 }),
    413,
  );
  assert.equal(
    await statusOf(t, "/whole", "", body, { maxBodySize: mebibyte, maxWholeBodySize: 3 * mebibyte }),
    413,
  );
});

test("classes that take the body piece by piece, containers and multipart forms have the limit of uploads", async (t) => {
  const body = Buffer.alloc(2 * mebibyte);
  const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
  const form = Buffer.concat([Buffer.from(part), body, Buffer.from("\r\n--b--\r\n")]);

  assert.equal(await statusOf(t, "/streamed", "", body), 200);
  assert.equal(await statusOf(t, "/contained", "", body), 200);
  assert.equal(await statusOf(t, "/whole", "Content-Type: multipart/form-data; boundary=b\r\n", form), 200);
});

test("a multipart form that is left as it is counts as kept whole", async (t) => {
  const plain = new Application([["/", Whole]], { logFunction() {}, forms: { multipart: false } });
  const { connect } = await withServer(t, plain);
  const client = await connect();

  await client.send(
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${mebibyte + 1}\r\n\r\n`,
  );

  assert.equal((await client.readResponse()).code, 413);
});

test("a client that asks first is refused before it has sent a body that is too large to be kept whole", async (t) => {
  const { connect } = await withServer(t, app);
  const client = await connect();

  await client.send(
    `POST /whole HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${mebibyte + 1}\r\n\r\n`,
  );

  assert.equal((await client.readResponse()).code, 413);
});

test("what a body decompresses to counts for maxWholeBodySize", async (t) => {
  const body = gzipSync(Buffer.alloc(mebibyte + 1));

  const code = await statusOf(t, "/whole", "Content-Encoding: gzip\r\n", body, { decompressRequest: true });

  assert.equal(code, 413);
});

test("a plain function that serves gets bodies whole, too", async (t) => {
  const { connect } = await withServer(t, (request) => answer(request, ""));
  const client = await connect();

  await client.send(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${mebibyte + 1}\r\n\r\n`);

  assert.equal((await client.readResponse()).code, 413);
});

test("app.fetch() and app.inject() hold bodies to the same limits", async () => {
  const body = Buffer.alloc(mebibyte + 1);
  const request = { method: "POST", body } as const;

  const codes = [
    (await app.inject({ ...request, path: "/whole" })).status,
    (await app.inject({ ...request, path: "/whole", maxWholeBodySize: 2 * mebibyte })).status,
    (await app.inject({ ...request, path: "/streamed" })).status,
    (await app.fetch(new Request("http://h/whole", request))).status,
    (await app.fetch(new Request("http://h/whole", request), { maxBodySize: 2 * mebibyte })).status,
  ];

  assert.deepEqual(codes, [413, 200, 200, 413, 200]);
});
