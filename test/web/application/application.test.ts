import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPServer } from "typhoon/httpserver";
import { HTTPHeaders } from "typhoon/httputil";
import { accessLog } from "typhoon/log";
import { Router } from "typhoon/routing";
import { Application, type FinishedRequest, RequestHandler, type RuleLike, url } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve, serveApplication } from "../serve.ts";

guardLog();

/** Answers with the text its rule has for it, and a setting of its application. */
class Says extends RequestHandler {
  #text = "";
  override initialize({ text }: { readonly text: string }) {
    this.#text = text;
  }
  override get() {
    this.write(`${this.#text}${this.settings["suffix"] ?? ""}`);
  }
  override post() {
    this.write(this.request.body);
  }
}

const says = (pattern: string, text: string): RuleLike => [pattern, Says, { text }];
const from = (host: string) => ({ headers: { Host: host } });

test("an application can be given to a server of one's own", async (t) => {
  const server = new HTTPServer(new Application([says("/", "hello")]));
  t.after(() => server.drain());
  await server.listen(0, "127.0.0.1");

  const answer = await fetch(`http://127.0.0.1:${server.port}/`, { headers: { Connection: "close" } });

  assert.equal(await answer.text(), "hello");
});

test("listen() on a port that is taken rejects with a code and the port", async (t) => {
  const { port } = await serve(t, []);

  await assert.rejects(new Application().listen(port, "127.0.0.1"), (error: Error & { code?: string }) => {
    assert.equal(error.code, "ERR_ADDRESS_IN_USE");
    return error.message.includes(String(port));
  });
});

test("a body that comes in pieces reaches the handler whole", async (t) => {
  const site = await serve(t, [says("/", "")]);
  const body = "x".repeat(300_000);

  assert.equal((await site.fetch("/", { method: "POST", body })).body, body);
});

test("addHandlers() puts the rules of a host before the others, which answer what those do not", async (t) => {
  const site = await serve(t, [says("/", "any"), says("/any", "any")]);
  site.application.addHandlers("(www\\.)?example\\.com", [says("/", "host")]);
  const paths: [string, string][] = [
    ["/", "example.com"],
    ["/", "WWW.example.com:8080"],
    ["/any", "example.com"],
    ["/", "other.com"],
    ["/", "example.com.evil"],
  ];

  const bodies = await Promise.all(
    paths.map(async ([path, host]) => (await site.fetch(path, from(host))).body),
  );

  assert.deepEqual(bodies, ["host", "host", "any", "any", "any"]);
});

test("defaultHost lends its rules to direct requests of other hosts, not to those of a proxy", async (t) => {
  const site = await serve(t, [], { defaultHost: "www.example.com" });
  site.application.addHandlers("www\\.example\\.com", [says("/", "host")]);

  assert.equal((await site.fetch("/", from("127.0.0.1"))).body, "host");
  const { status } = await site.fetch("/", { headers: { Host: "127.0.0.1", "X-Real-Ip": "192.0.2.1" } });
  assert.equal(status, 404);
  await expectLog(/^404 GET/);
});

test("defaultHandlerClass answers what no rule matches", async (t) => {
  const site = await serve(t, [], { defaultHandlerClass: Says, defaultHandlerArgs: { text: "default" } });

  assert.equal((await site.fetch("/anything")).body, "default");
});

test("defaultHandlerClass has to be a handler class", () => {
  assert.throws(() => new Application([], { defaultHandlerClass: Date }), /has to extend RequestHandler/);
});

test("reverseUrl() finds names in the application and in handlers", async (t) => {
  class Links extends RequestHandler {
    override get() {
      this.write(this.reverseUrl("story", "a/b c"));
    }
  }
  const site = await serve(t, [["/", Links], url("/story/(.*)", RequestHandler, {}, "story")]);

  assert.equal((await site.fetch("/")).body, "/story/a/b%20c");
  assert.throws(() => site.application.reverseUrl("none"), /none is not found in named urls/);
});

test("an application within another has its own settings", async (t) => {
  const inner = new Application([says("/inner", "inner")], { suffix: "!" });
  const site = await serve(t, [["/inner.*", inner], says("/", "outer")], { suffix: "?" });

  assert.equal((await site.fetch("/inner")).body, "inner!");
  assert.equal((await site.fetch("/")).body, "outer?");
});

test("a rule can lead to a function", async (t) => {
  const site = await serve(t, [
    [
      "/",
      ({ connection, body }) => {
        const fields = new HTTPHeaders({ "Content-Length": String(body.length) });
        connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, fields, body);
        connection.finish();
      },
    ],
  ]);

  assert.equal((await site.fetch("/", { method: "POST", body: "echo" })).body, "echo");
});

test("getHandlerDelegate() lets a router of one's own choose the handler and its arguments", async (t) => {
  class Echo extends RequestHandler {
    override get(...args: unknown[]) {
      this.write({ args });
    }
  }
  const application = new Application();
  class Own extends Router {
    override findHandler(request: Parameters<Router["findHandler"]>[0]) {
      return application.getHandlerDelegate(request, Echo, { pathArgs: [request.path.slice(1)] });
    }
  }
  const site = await serve(t, [["/.*", new Own()]]);

  assert.equal((await site.fetch("/a%20b")).body, '{"args":["a b"]}');
});

test("handlerClasses() lists the classes of all rules with their values", () => {
  const application = new Application([says("/", "a"), ["/n", [["/n", RequestHandler]]]], {
    defaultHandlerClass: Says,
  });
  application.addHandlers(".*", [says("/h", "h")]);

  assert.deepEqual(application.handlerClasses(), [
    { handlerClass: Says, targetKwargs: { text: "a" } },
    { handlerClass: RequestHandler, targetKwargs: {} },
    { handlerClass: Says, targetKwargs: {} },
    { handlerClass: Says, targetKwargs: { text: "h" } },
  ]);
});

test("the access log has Tornado's line at the level of the status", async (t) => {
  const site = await serve(t, [says("/", "a")]);
  t.after(() => {
    accessLog.level = "warn";
  });
  accessLog.level = "info";

  await site.fetch("/?q=100%25");
  const line = await expectLog(/^200 GET \/\?q=100%25 \(127\.0\.0\.1\) \d+\.\d\dms$/);

  assert.deepEqual([line.level, line.name], ["info", "typhoon.access"]);
});

test("logFunction replaces the access log, and what it throws is logged", async (t) => {
  const seen: string[] = [];
  const logFunction = (handler: FinishedRequest) => {
    seen.push(`${handler.getStatus()} ${handler.request.path}`);
    throw new Error("broken");
  };
  const site = await serveApplication(t, new Application([says("/", "a")], { logFunction }));
  const logged = expectLog(/Uncaught exception in the log function/);

  assert.equal((await site.fetch("/")).body, "a");
  await logged;

  assert.deepEqual(seen, ["200 /"]);
});

test("a listen() that was not awaited says so when its promise is taken for the server", async (t) => {
  const listening = new Application().listen(0, "127.0.0.1");
  t.after(async () => (await listening).stop());

  for (const name of ["port", "address", "stop", "drain"])
    assert.throws(
      () => Reflect.get(listening, name),
      /listen\(\) has not been awaited: write const server = await/,
    );
  assert.ok((await listening).port);
});
