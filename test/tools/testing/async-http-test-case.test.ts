import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { accessLog } from "typhoon/log";
import { AsyncHTTPSTestCase, AsyncHTTPTestCase, ExpectLog } from "typhoon/testing";
import { Application, RequestHandler } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

class Main extends RequestHandler {
  override get() {
    this.write(`${this.request.protocol} ${this.request.uri} ${this.request.headers.get("X-Own") ?? ""}`);
  }
}

class Counter extends RequestHandler {
  override get() {
    this.setCookie("seen", String(Number(this.getCookie("seen", "0")) + 1));
    this.redirect("/seen");
  }
}

class Seen extends RequestHandler {
  override get() {
    this.write(this.getCookie("seen", "nothing"));
  }
  override delete() {
    this.clearCookie("seen");
  }
}

const app = new Application([
  ["/count", Counter],
  ["/seen", Seen],
  ["/.*", Main],
]);

test("fetch() asks the application on its port, for a path or for a whole URL", async (t) => {
  const http = await AsyncHTTPTestCase.start(t, app);

  const byPath = await http.fetch("/a?b=1", { headers: { "X-Own": "1" } });
  const byUrl = await http.fetch(`http://127.0.0.1:${http.getHttpPort()}/c`);

  assert.deepEqual([byPath.body.toString(), byUrl.body.toString()], ["http /a?b=1 1", "http /c "]);
  assert.equal(http.getUrl("/a"), `${http.getProtocol()}://127.0.0.1:${http.getHttpServer().port}/a`);
});

test("an answer that is no 2xx is an answer, unless it is asked for otherwise", async (t) => {
  const http = await AsyncHTTPTestCase.start(t, app);
  using _refused = new ExpectLog(accessLog, /^405 POST \/seen/);

  assert.equal((await http.fetch("/seen", { method: "POST", body: "" })).code, 405);
  await assert.rejects(http.fetch("/seen", { method: "POST", body: "", raiseError: true }), {
    code: "ERR_HTTP_RESPONSE",
  });
});

test("redirects are followed, and cookies forgotten, unless cookies are kept", async (t) => {
  const forgetful = await AsyncHTTPTestCase.start(t, app);
  const browser = await AsyncHTTPTestCase.start(t, app, { keepCookies: true });

  const followed = await forgetful.fetch("/count");
  const redirect = await browser.fetch("/count");
  await browser.fetch("/count");
  const seen = await browser.fetch("/seen");

  assert.equal(followed.body.toString(), "nothing");
  assert.deepEqual([redirect.code, redirect.headers.get("Location")], [302, "/seen"]);
  assert.deepEqual([seen.body.toString(), browser.cookies.get("seen")], ["2", "2"]);
  await browser.fetch("/seen", { method: "DELETE" });
  assert.equal(browser.cookies.get("seen"), undefined);
});

test("over HTTPS, its client trusts its certificate, and answers come the same way", async (t) => {
  const http = await AsyncHTTPSTestCase.start(t, app);

  const response = await http.fetch("/secret");

  assert.equal(http.getProtocol(), "https");
  assert.equal(response.body.toString(), "https /secret ");
});

test("with the test its server ends, and its connections, also those that are open", async (t) => {
  let port = 0;
  await t.test("inner", async (inner) => {
    const http = await AsyncHTTPTestCase.start(inner, app);
    await http.fetch("/");
    port = http.getHttpPort();
  });

  const [error] = await once(connect(port, "127.0.0.1"), "error");

  assert.equal(error.code, "ECONNREFUSED");
});
