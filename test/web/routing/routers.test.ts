import assert from "node:assert/strict";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { test } from "node:test";
import { nodeContainer } from "typhoon/faces";
import { HTTPServer } from "typhoon/httpserver";
import { type HTTPConnection, HTTPHeaders, type HTTPServerRequest } from "typhoon/httputil";
import {
  HostMatches,
  PathMatches,
  type ReversibleRouter,
  Router,
  Rule,
  RuleRouter,
  url,
} from "typhoon/routing";
import { inject } from "typhoon/testing";
import { Application, type HandlerClass, HTTPError, RequestHandler } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

function answer(connection: HTTPConnection, body: string): void {
  const startLine = { version: "HTTP/1.1", code: 200, reason: "OK" };
  connection.writeHeaders(
    startLine,
    new HTTPHeaders({ "Content-Length": String(body.length) }),
    Buffer.from(body),
  );
  connection.finish();
}

function delegateFor(connection: HTTPConnection) {
  return {
    headersReceived() {},
    dataReceived() {},
    finish: () => answer(connection, "OK"),
    onConnectionClose() {},
  };
}

/** Writes its name, after that of its application, and the URL that has this name. */
function named(name: string): HandlerClass {
  return class extends RequestHandler {
    override get() {
      const { appName } = this.settings;
      this.write(`${appName === undefined ? "" : `${appName}: `}${name}: ${this.reverseUrl(name)}`);
    }
  };
}

const First = named("first_handler");
const Second = named("second_handler");

/** Finds handlers of several applications by the whole path. */
class CustomRouter extends Router implements ReversibleRouter {
  readonly routes = new Map<string, readonly [Application, HandlerClass]>();

  override findHandler(request: HTTPServerRequest) {
    const [application, handler] = this.routes.get(request.path) ?? [];
    return handler && application?.getHandlerDelegate(request, handler);
  }

  reverseUrl(name: string) {
    return this.routes.has(`/${name}`) ? `/${name}` : undefined;
  }
}

async function textOf(router: Router, path: string): Promise<string> {
  return (await inject(router, path)).text();
}

test("a router of one's own serves by itself", async (t) => {
  class Everything extends Router {
    override findHandler({ connection }: HTTPServerRequest) {
      return delegateFor(connection);
    }
  }
  const server = new HTTPServer(new Everything());
  await server.listen(0, "127.0.0.1");
  t.after(() => server.closeAllConnections());
  t.after(() => server.stop());

  const [response] = (await once(get({ port: server.port, path: "/any", agent: false }), "response")) as [
    IncomingMessage,
  ];

  assert.equal(Buffer.concat(await response.toArray()).toString(), "OK");
});

test("a router can choose the handler by the method", async () => {
  const resources = new Map<string, string>();
  class Reader extends RequestHandler {
    override get(path: string) {
      const found = resources.get(path);
      if (found === undefined) throw new HTTPError(404);
      this.write(found);
    }
  }
  class Writer extends RequestHandler {
    override post(path: string) {
      resources.set(path, this.request.body.toString());
    }
  }
  const application = new Application([], { logFunction: () => {} });
  class ByMethod extends Router {
    override findHandler(request: HTTPServerRequest) {
      const handler = request.method === "GET" ? Reader : Writer;
      return application.getHandlerDelegate(request, handler, { pathArgs: [request.path] });
    }
  }
  const router = new ByMethod();

  assert.equal((await inject(router, { path: "/a", method: "POST", body: "data" })).status, 200);
  assert.equal((await inject(router, "/b")).status, 404);
  assert.equal(await textOf(router, "/a"), "data");
});

test("a handler that a router of one's own chooses has the settings of its application", async () => {
  const router = new CustomRouter();
  class Mine extends Application {
    override reverseUrl(name: string) {
      return router.reverseUrl(name) ?? "none";
    }
  }
  const [one, two] = ["app1", "app2"].map((appName) => new Mine([], { appName, logFunction: () => {} }));
  assert.ok(one && two);
  router.routes.set("/first_handler", [one, First]);
  router.routes.set("/second_handler", [two, Second]);
  router.routes.set("/first_handler_second_app", [two, First]);

  const bodies = [];
  for (const path of router.routes.keys()) bodies.push(await textOf(router, path));

  assert.deepEqual(bodies, [
    "app1: first_handler: /first_handler",
    "app2: second_handler: /second_handler",
    "app2: first_handler: /first_handler",
  ]);
});

test("one list has targets of all kinds, and the search goes on where one finds nobody", async () => {
  const application = new Application([], { logFunction: () => {} });
  const router = new CustomRouter();
  router.routes.set("/nested_handler", [application, named("nested_handler")]);
  application.addHandlers(".*", [
    [new HostMatches("www.example.com"), [[new PathMatches("/first_handler"), Second, {}, "second_handler"]]],
    new Rule(new PathMatches("/.*handler"), router),
    new Rule(new PathMatches("/first_handler"), First, undefined, "first_handler"),
    ["/request_callable", ({ connection }) => answer(connection, "OK")],
    ["/connection_delegate", { startRequest: (_server, connection) => delegateFor(connection) }],
    ["/match/:id(integer)", ({ connection }, match) => answer(connection, JSON.stringify(match.pathKwargs))],
  ]);
  const ask = async (path: string, host = "a.example") => {
    const response = await inject(application, { path, headers: { Host: host } });
    return response.status === 200 ? response.text() : response.status;
  };

  assert.equal(await ask("/first_handler"), "first_handler: /first_handler");
  assert.equal(await ask("/first_handler", "www.example.com"), "second_handler: /first_handler");
  assert.equal(await ask("/nested_handler"), "nested_handler: /nested_handler");
  assert.equal(await ask("/nested_not_found_handler"), 404);
  assert.equal(await ask("/connection_delegate"), "OK");
  assert.equal(await ask("/request_callable"), "OK");
  assert.equal(await ask("/match/7"), '{"id":7}');
  assert.equal(await ask("/404"), 404);
});

test("a bare router leads to an application and to a contained listener, and answers 404 for the rest", async () => {
  class Handler extends RequestHandler {
    override get() {
      this.write(this.reverseUrl("tornado"));
    }
  }
  const router = new RuleRouter([
    ["/tornado.*", new Application([["/tornado/test", Handler, {}, "tornado"]], { logFunction: () => {} })],
    ["/contained", nodeContainer((_request, response) => void response.end("contained"))],
  ]);

  assert.equal(await textOf(router, "/tornado/test"), "/tornado/test");
  assert.equal(await textOf(router, "/contained"), "contained");
  const missed = await inject(router, "/404");
  assert.deepEqual([missed.status, await missed.text()], [404, ""]);
});

test("reverseUrl() looks on where an application among the targets does not have the name", () => {
  const inner = new Application([url("/one/:id", RequestHandler, {}, "one")]);
  const other = new Application([["/.*", [["/two/(\\d+)", RequestHandler, {}, "two"]]]]);
  const outer = new Application([
    ["/one/.*", inner],
    ["/two/.*", other],
  ]);

  assert.deepEqual([outer.reverseUrl("one", { id: 1 }), outer.reverseUrl("two", 2)], ["/one/1", "/two/2"]);
  assert.throws(() => outer.reverseUrl("three"), /three is not found/);
});
