import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Application, asynchronous, Finish, HTTPError, RequestHandler } from "typhoon/web";
import { UnblockedHello } from "../../fixtures/web/unblocked-hello.ts";
import { type FaceRequest, fourFaces } from "../../support/four-faces.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

class Plain extends RequestHandler {
  override get() {
    this.write("Hello, wörld");
  }
  override head() {
    this.setHeader("X-Seen", "head");
    this.write("counted, not sent");
  }
  override post() {
    const { method, uri, host, hostName, protocol, path, query, version } = this.request;
    const type = this.request.headers.get("Content-Type") ?? null;
    this.write({
      method,
      uri,
      host,
      hostName,
      protocol,
      path,
      query,
      version,
      type,
      text: this.getArgument("a", "none"),
    });
  }
  override put() {
    this.write(this.request.body);
  }
  override delete() {
    this.setStatus(204);
  }
}

class Cookies extends RequestHandler {
  override get() {
    this.setCookie("a", "1");
    this.setCookie("b", "2", { path: "/b" });
    this.write(this.getCookie("c", "no cookie"));
  }
}

class Streams extends RequestHandler {
  override async get() {
    for (const piece of ["one ", "two ", "three"]) {
      this.write(piece);
      await this.flush();
    }
  }
}

class Fails extends RequestHandler {
  override get(how: unknown) {
    if (how === "http") throw new HTTPError(418, undefined, { headers: { "X-Pot": "tea" } });
    if (how === "finish") throw new Finish("early");
    throw new Error("broken");
  }
}

class ByHand extends RequestHandler {
  @asynchronous
  override get() {
    setImmediate(() => this.finish({ by: "hand" }));
  }
}

class Odd extends RequestHandler {
  override get() {
    this.setStatus(299, "Quite Fine");
    this.addHeader("X-Twice", "1");
    this.addHeader("X-Twice", "2");
    this.setHeader("X-Bytes", "caf\xe9");
    this.write(Buffer.from([0, 0xff, 0x80]));
  }
  override post() {
    this.redirect("/elsewhere?x=1", { permanent: true });
  }
}

const application = () =>
  new Application(
    [
      ["/", Plain],
      ["/cookies", Cookies],
      ["/stream", Streams],
      ["/fail/(\\w+)", Fails],
      ["/by-hand", ByHand],
      ["/odd", Odd],
      ["/unblocked", UnblockedHello],
    ],
    { logFunction() {} },
  );

const form = { "Content-Type": "application/x-www-form-urlencoded" };

// Each with the status that all faces have to give, and what the log may say of it.
const cases: readonly (FaceRequest & { readonly status: number; readonly logged?: RegExp })[] = [
  { path: "/", status: 200 },
  { path: "/", headers: { "If-None-Match": "*" }, status: 304 },
  { path: "/", method: "HEAD", status: 200 },
  { path: "/", method: "DELETE", status: 204 },
  { path: "/", method: "PATCH", status: 405 },
  { path: "/?a=%C3%A9&b", method: "POST", status: 200 },
  { path: "/?b=1", method: "POST", headers: form, body: Buffer.from("a=from+the+body"), status: 200 },
  {
    path: "/",
    method: "PUT",
    headers: { "Content-Type": "x/y" },
    body: Buffer.alloc(300_000, "ab"),
    status: 200,
  },
  { path: "/", method: "PUT", headers: { "Content-Type": "x/y" }, body: Buffer.alloc(0), status: 200 },
  { path: "/cookies", status: 200 },
  { path: "/cookies", headers: { Cookie: "c=3; d=4" }, status: 200 },
  { path: "/stream", status: 200 },
  { path: "/stream", method: "HEAD", status: 405 },
  { path: "/fail/http", status: 418 },
  { path: "/fail/finish", status: 200 },
  { path: "/fail/anyhow", status: 500, logged: /Uncaught exception GET \/fail\/anyhow/ },
  { path: "/by-hand", status: 200 },
  { path: "/odd", status: 299 },
  { path: "/odd", method: "POST", status: 301 },
  { path: "/unblocked?name=you", status: 200 },
  {
    path: "/unblocked",
    method: "POST",
    headers: { "Content-Type": "x/y" },
    body: Buffer.from("three"),
    status: 200,
  },
  { path: "/unblocked", status: 400, logged: /Missing argument name/ },
  { path: "/nothing", status: 404 },
];

for (const { status, logged, ...request } of cases) {
  const { method = "GET", path, body, headers } = request;
  const what = [method, path, body && `with ${body.length} bytes`, headers && JSON.stringify(headers)];
  test(`${what.filter(Boolean).join(" ")} is the same ${status} by every way in`, async (t: TestContext) => {
    const faces = Object.entries(await fourFaces(t, application()));

    for (const [name, ask] of faces) {
      const answer = await ask(request);
      if (logged !== undefined) await expectLog(logged);
      assert.equal(answer.status, status);
      assert.deepEqual(answer, await faces[0]?.[1](request), name);
      if (logged !== undefined) await expectLog(logged);
    }
  });
}
