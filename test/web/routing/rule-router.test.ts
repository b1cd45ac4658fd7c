import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPHeaders, type HTTPMessageDelegate, HTTPServerRequest } from "typhoon/httputil";
import { AnyMatches, HostMatches, type Match, PathMatches, Router, RuleRouter, url } from "typhoon/routing";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

class Delegate implements HTTPMessageDelegate {
  constructor(readonly name: string) {}
  headersReceived() {}
  dataReceived() {}
  finish() {}
  onConnectionClose() {}
}

class To extends Router {
  readonly delegate: Delegate;
  constructor(name: string) {
    super();
    this.delegate = new Delegate(name);
  }
  override findHandler(): Delegate {
    return this.delegate;
  }
}

class Nobody extends Router {
  override findHandler(): undefined {
    return undefined;
  }
}

/** Asks for a path, and names whom the router found. */
function found(router: Router, path: string, host = "a.example"): string | undefined {
  const startLine = { method: "GET", path, version: "HTTP/1.1" };
  const request = new HTTPServerRequest(startLine, { headers: new HTTPHeaders({ Host: host }) });
  const delegate = router.findHandler(request);
  return delegate instanceof Delegate ? delegate.name : undefined;
}

test("RuleRouter takes the first rule that matches, literal or not", () => {
  const router = new RuleRouter([
    ["/b", new To("b")],
    ["/(a|b|c)", new To("pattern")],
    ["/c", new To("c")],
    ["/b", new To("second b")],
  ]);

  assert.deepEqual(
    ["/a", "/b", "/c", "/d"].map((path) => found(router, path)),
    ["pattern", "b", "pattern", undefined],
  );
});

test("RuleRouter keeps the order between patterns of one folder and patterns of all", () => {
  const router = new RuleRouter([
    ["/blog/(\\d+)", new To("number")],
    ["/(.*)-draft", new To("draft")],
    ["/blog/(.*)", new To("blog")],
    ["(.*)", new To("rest")],
  ]);

  assert.deepEqual(
    ["/blog/7", "/blog/my-draft", "/blog/mine", "/other/mine", "/blog"].map((path) => found(router, path)),
    ["number", "draft", "blog", "rest", "rest"],
  );
});

test("RuleRouter goes on where a router among its targets finds nobody", () => {
  const router = new RuleRouter([
    ["/x", new Nobody()],
    ["/.*", new Nobody()],
    ["/x", new To("x")],
    ["/.*", new To("rest")],
  ]);

  assert.deepEqual([found(router, "/x"), found(router, "/y")], ["x", "rest"]);
});

test("RuleRouter takes lists of rules as targets, by host", () => {
  const router = new RuleRouter([
    [new HostMatches("(www\\.)?a\\.example"), [["/", new To("a")]]],
    [new AnyMatches(), [["/", new To("other")]]],
  ]);

  assert.deepEqual(
    ["a.example", "WWW.A.example:8080", "b.example", "a.example.evil"].map((host) =>
      found(router, "/", host),
    ),
    ["a", "a", "other", "other"],
  );
});

test("RuleRouter asks a matcher that only resembles a path's", () => {
  class NeverMatches extends PathMatches {
    override match(): Match | undefined {
      return undefined;
    }
  }
  const router = new RuleRouter([
    [new NeverMatches("/a"), new To("never")],
    ["/a", new To("a")],
  ]);

  assert.equal(found(router, "/a"), "a");
});

test("addRules() adds behind and prependRules() before the rules that are there", () => {
  const router = new RuleRouter([["/(.*)", new To("first")]]);
  router.addRules([["/a", new To("behind")]]);
  assert.equal(found(router, "/a"), "first");

  router.prependRules([["/a", new To("before")]]);

  assert.deepEqual([found(router, "/a"), found(router, "/b")], ["before", "first"]);
});

test("reverseUrl() finds names in lists and routers among the targets", () => {
  const inner = new RuleRouter([["/inner/(\\d+)", new To("x"), {}, "inner"]]);
  const router = new RuleRouter([
    ["/.*", [url("/list/(\\w+)", new To("y"), {}, "list")]],
    ["/.*", inner],
    ["/own", new To("z"), undefined, "own"],
  ]);

  assert.deepEqual(
    [
      router.reverseUrl("inner", 3),
      router.reverseUrl("list", "a"),
      router.reverseUrl("own"),
      router.reverseUrl("no"),
    ],
    ["/inner/3", "/list/a", "/own", undefined],
  );
});

test("a name that is given twice is logged, and the later rule has it", async () => {
  const router = new RuleRouter([
    ["/a", new To("a"), {}, "n"],
    ["/b", new To("b"), {}, "n"],
  ]);

  await expectLog(/Multiple handlers named n; replacing previous value/);
  assert.equal(router.reverseUrl("n"), "/b");
});

test("a class as a target of a bare router is refused with a sentence", () => {
  class Handler {}

  assert.throws(() => new RuleRouter([["/", Handler]]), /Cannot route to class Handler/);
});
