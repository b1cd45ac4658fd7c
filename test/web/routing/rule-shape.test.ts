import assert from "node:assert/strict";
import { test } from "node:test";
import { HostMatches, Rule, RuleRouter, url } from "typhoon/routing";
import { Application, RequestHandler } from "typhoon/web";

class Page extends RequestHandler {}
class Plain {}

/** As JavaScript without types may call it. */
function applicationOf(rules: unknown): unknown {
  return Reflect.construct(Application, [rules]);
}

const wrong: readonly (readonly [title: string, rules: unknown, message: string])[] = [
  [
    "a swapped rule",
    [[Page, "/"]],
    'Cannot make a rule of Page and "/" because the pattern comes first: write ["/", Page]',
  ],
  [
    "a flat list",
    ["/", Page],
    'Cannot make rules of a single rule because each rule is a list in a list: write [["/path", Page]]',
  ],
  [
    "an object of rules",
    { "/": Page },
    'Cannot make rules of an object because they must be a list: write [["/path", Page]]',
  ],
  ["null", null, 'Cannot make rules of null because they must be a list: write [["/path", Page]]'],
  [
    "a class alone",
    Page,
    'Cannot make rules of a function or class because they must be a list: write [["/path", Page]]',
  ],
  [
    "an object as a rule",
    [{ path: "/", handler: Page }],
    'Cannot make a rule of an object because a rule is a list: write [["/path", Page]]',
  ],
  [
    "a class of another kind",
    [["/", Plain]],
    "Cannot route to Plain because it is no handler: write class Plain extends RequestHandler",
  ],
  [
    "a function of node:http",
    [["/", (req: object, res: object) => [req, res]]],
    "Cannot route to a function because a function here gets one request: wrap it as nodeContainer((req, res) => ...) of typhoon/faces",
  ],
  [
    "an object as a target",
    [["/", {}]],
    'Cannot route to an object because a target is a handler class, an application, a list of rules or a function of the request: write [["/path", Page]]',
  ],
  [
    "the name of a class",
    [["/", "Page"]],
    'Cannot route to "Page" because a handler is a class, not its name: import it, and write [["/path", Page]]',
  ],
  [
    "a target that is undefined",
    [["/", undefined]],
    'Cannot route to undefined because a rule needs a handler class: write [["/path", Page]]; two modules that import each other may have none yet',
  ],
  [
    "a rule without a target",
    [["/"]],
    'Cannot make a rule of 1 elements because it is [pattern, handler, values, name]: add the handler to "/"',
  ],
  [
    "a rule of five elements",
    [["/", Page, {}, "page", 5]],
    "Cannot make a rule of 5 elements because it is [pattern, handler, values, name]: leave the others out",
  ],
  [
    "a name in the third place",
    [["/", Page, "page"]],
    'Cannot give "page" to a handler because values are an object: a name comes fourth, as in ["/path", Page, {}, "page"]',
  ],
  [
    "a list as values",
    [["/", Page, []]],
    'Cannot give a list to a handler because values are an object: write ["/path", Page, { database }]',
  ],
  [
    "a number as a name",
    [["/", Page, {}, 5]],
    'Cannot name a rule 5 because a name is text: write ["/path", Page, {}, "page"]',
  ],
  [
    "a number as a pattern",
    [[5, Page]],
    'Cannot route by 5 because a pattern is text, a RegExp or a Matcher: write [["/path", Page]]',
  ],
  [
    "a broken expression",
    [["/users/([0-9]+", Page]],
    'Cannot route by "/users/([0-9]+" because it is not a regular expression (Unterminated group): put a backslash before characters that stand for themselves',
  ],
  [
    "a glob",
    [["*", Page]],
    'Cannot route by "*" because it is not a regular expression (Nothing to repeat): write "(.*)" for any text',
  ],
  [
    "an expression that breaks out of its group",
    [["/a)|(?:/b", Page]],
    "Cannot route by \"/a)|(?:/b\" because it is not a regular expression (Unmatched ')'): put a backslash before characters that stand for themselves",
  ],
  [
    "a wrong rule in a list of rules",
    [["/a.*", [[Page, "/a"]]]],
    'Cannot make a rule of Page and "/a" because the pattern comes first: write ["/a", Page]',
  ],
  [
    "a flat list within rules",
    [["/a.*", ["/a", Page]]],
    'Cannot make rules of a single rule because each rule is a list in a list: write [["/path", Page]]',
  ],
];

for (const [title, rules, message] of wrong) {
  test(`${title} is refused when the application is made`, () => {
    assert.throws(() => applicationOf(rules), { name: "TypeError", message });
  });
}

test("rules of a host are looked at when they are added", () => {
  const app = new Application();
  assert.throws(
    () => Reflect.apply(app.addHandlers, app, [".*", ["/", Page]]),
    /each rule is a list in a list/,
  );
});

test("url() and Rule refuse the same", () => {
  assert.throws(() => Reflect.apply(url, undefined, [Page, "/"]), /the pattern comes first/);
  assert.throws(() => Reflect.apply(url, undefined, ["/", Page, "page"]), /a name comes fourth/);
  assert.throws(() => Reflect.apply(url, undefined, ["/", null]), /Cannot route to null/);
  assert.throws(() => Reflect.apply(url, undefined, [5, Page]), /a pattern is text/);
  assert.throws(() => Reflect.construct(Rule, [new HostMatches("a"), 5]), /Cannot route to 5/);
  assert.throws(() => Reflect.construct(Rule, [{}, Page]), /Cannot route by an object/);
});

test("what a rule can be, it still can", () => {
  new RuleRouter([["/", (_request, _match) => {}]]);
  new Application([
    ["/", Page, undefined, "page"],
    [/\/x/, (_request) => {}],
    url("/y", Page),
    ["/z", new Application()],
    ["/.*", [["/w", Page]]],
  ]);
});
