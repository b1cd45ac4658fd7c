import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { type TestContext, test } from "node:test";
import { brotliDecompressSync, createGunzip, gunzipSync } from "node:zlib";
import { Application, type OutputChunk, type OutputTransform, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve, serveApplication } from "../serve.ts";

guardLog();

const text = "hello world! ".repeat(100);
const long = "0123456789 typhoon ".repeat(100_000);

class Text extends RequestHandler {
  override get() {
    this.setHeader("Content-Type", this.getArgument("type", "text/plain"));
    const encoding = this.getArgument("encoding", undefined);
    if (encoding !== undefined) this.setHeader("Content-Encoding", encoding);
    const vary = this.getArgument("vary", undefined);
    if (vary !== undefined) this.setHeader("Vary", vary);
    this.setStatus(this.getArgument("status", 200, { type: Number }));
    const length = this.getArgument("length", text.length, { type: Number });
    this.write(length > text.length ? long : text.slice(0, length));
  }
  override head() {
    this.get();
  }
}

async function ask(t: TestContext, query = "", acceptEncoding = "gzip", method = "GET") {
  const { port } = await serve(t, [["/", Text]], { compressResponse: true });
  return raw(port, `/?${query}`, { "Accept-Encoding": acceptEncoding }, method);
}

async function raw(port: number, path: string, headers: Record<string, string>, method = "GET") {
  const outgoing = request({ host: "127.0.0.1", port, path, method, headers, agent: false }).end();
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) };
}

test("a text is compressed as the client prefers, with its length, Vary, and a weak Etag", async (t) => {
  const gzip = await ask(t);
  const brotli = await ask(t, "", "gzip, deflate, br");
  const plain = await ask(t, "", "identity");

  assert.deepEqual([gzip.headers["content-encoding"], brotli.headers["content-encoding"]], ["gzip", "br"]);
  assert.equal(gunzipSync(gzip.body).toString(), text);
  assert.equal(brotliDecompressSync(brotli.body).toString(), text);
  assert.equal(gzip.headers["content-length"], String(gzip.body.length));
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(plain.body.toString(), text);
  for (const { headers } of [gzip, brotli, plain]) assert.equal(headers.vary, "Accept-Encoding");
  assert.equal(gzip.headers.etag, `W/${plain.headers.etag}`);
});

test("a long body is compressed whole, too", async (t) => {
  const { headers, body } = await ask(t, "length=9999999");

  assert.equal(gunzipSync(body).toString(), long);
  assert.equal(headers["content-length"], String(body.length));
});

test("what is short, binary, encoded or a part of something stays as it is", async (t) => {
  for (const query of [
    "length=1023",
    "type=image/png",
    "type=application/jsonp",
    "encoding=x",
    "status=206",
  ]) {
    const { headers, body } = await ask(t, query);

    assert.notEqual(headers["content-encoding"], "gzip", query);
    assert.equal(body.toString(), text.slice(0, body.length), query);
    assert.equal(headers.vary, "Accept-Encoding", query);
  }
  assert.equal((await ask(t, "length=1024&type=application/json")).headers["content-encoding"], "gzip");
});

test("Vary is added to what the handler has set, once", async (t) => {
  assert.equal((await ask(t, "vary=Cookie")).headers.vary, "Cookie, Accept-Encoding");
  assert.equal((await ask(t, "vary=Cookie,accept-encoding")).headers.vary, "Cookie,accept-encoding");
  assert.equal((await ask(t, "vary=*")).headers.vary, "*");
});

test("HEAD has the fields of GET, and a client that has the content gets a 304", async (t) => {
  const { port } = await serve(t, [["/", Text]], { compressResponse: true });
  const get = await raw(port, "/", { "Accept-Encoding": "gzip" });
  const head = await raw(port, "/", { "Accept-Encoding": "gzip" }, "HEAD");
  const again = await raw(port, "/", { "Accept-Encoding": "gzip", "If-None-Match": get.headers.etag ?? "" });

  for (const name of ["content-encoding", "etag", "vary", "content-type"])
    assert.equal(head.headers[name], get.headers[name]);
  assert.equal(head.body.length, 0);
  assert.equal(again.status, 304);
  assert.equal(again.headers["content-encoding"], undefined);
});

for (const acceptEncoding of ["gzip", "br"]) {
  test(`every piece that flush() sends goes out in order, compressed: ${acceptEncoding}`, async (t) => {
    class Streams extends RequestHandler {
      override async get() {
        for (const word of ["one ", "two ", "three "]) {
          this.write(word.repeat(500));
          // Two of them are not waited for: they must not overtake each other.
          if (word === "three ") await this.flush();
          else this.flush();
        }
        this.write("end");
      }
    }
    const { port } = await serve(t, [["/", Streams]], { compressResponse: true });

    const { headers, body } = await raw(port, "/", { "Accept-Encoding": acceptEncoding });

    const decoded = acceptEncoding === "gzip" ? gunzipSync(body) : brotliDecompressSync(body);
    assert.equal(decoded.toString(), `${"one ".repeat(500)}${"two ".repeat(500)}${"three ".repeat(500)}end`);
    assert.equal(headers["content-length"], undefined);
    assert.equal(headers["content-encoding"], acceptEncoding);
  });
}

test("what flush() has sent can be read while the rest is still to come", async (t) => {
  const gate = deferred();
  class Waits extends RequestHandler {
    override async get() {
      this.write("first");
      await this.flush();
      await gate.promise;
      this.write("second");
    }
  }
  const { port } = await serve(t, [["/", Waits]], { compressResponse: true });
  const outgoing = request({
    host: "127.0.0.1",
    port,
    headers: { "Accept-Encoding": "gzip" },
    agent: false,
  }).end();
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  const decoded = answer.pipe(createGunzip()).setEncoding("utf8");

  assert.equal(String((await once(decoded, "data"))[0]), "first");
  gate.resolve(undefined);
  assert.equal(String((await once(decoded, "data"))[0]), "second");
});

function deferred() {
  let resolve: (value: unknown) => void = () => {};
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test("addTransform() has answers changed by code of one's own, also later than at once", async (t) => {
  class Upper implements OutputTransform {
    async transformFirstChunk(_head: unknown, chunk: OutputChunk) {
      return String(chunk).toUpperCase();
    }
    transformChunk(chunk: OutputChunk) {
      return chunk;
    }
  }
  const finished: string[] = [];
  class Observed extends RequestHandler {
    override get() {
      this.write("abc");
    }
    override onFinish() {
      finished.push(this.request.path);
    }
  }
  const application = new Application([["/", Observed]]);
  application.addTransform(Upper);
  const site = await serveApplication(t, application);

  assert.equal((await site.fetch("/")).body, "ABC");
  assert.deepEqual(finished, ["/"]);
});

for (const kind of ["at once", "later"]) {
  test(`a transform that fails ${kind} before anything is sent is a bare 500, and the request ends once`, async (t) => {
    class Broken implements OutputTransform {
      transformFirstChunk(): OutputChunk | Promise<OutputChunk> {
        if (kind === "later") return Promise.reject(new Error("broken"));
        throw new Error("broken");
      }
      transformChunk(): OutputChunk {
        return undefined;
      }
    }
    let finished = 0;
    class Observed extends RequestHandler {
      override get() {
        this.write("abc");
      }
      override onFinish() {
        finished++;
      }
    }
    const application = new Application([["/", Observed]], { logFunction() {} });
    application.addTransform(Broken);
    const site = await serveApplication(t, application);

    const { status, body } = await site.fetch("/");
    assert.deepEqual([status, body], [500, ""]);
    await expectLog(/Uncaught exception/);
    assert.equal(finished, 1);
  });
}
