import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Locale } from "typhoon/locale";
import { DictLoader } from "typhoon/template";
import { type ApplicationSettings, RequestHandler } from "typhoon/web";
import { application } from "../../fixtures/web/rendered.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve, serveApplication } from "../serve.ts";

guardLog();

class Page extends RequestHandler {
  override get() {
    return this.render("page.html", { who: this.getArgument("who", "you") });
  }
}

function servePage(t: TestContext, page: string, settings: ApplicationSettings = {}) {
  const templateLoader = new DictLoader({ "page.html": page });
  return serve(t, [["/", Page, {}, "home"]], { templateLoader, ...settings });
}

function folderWith(t: TestContext, page: string): string {
  const folder = mkdtempSync(join(tmpdir(), "render-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "page.html"), page);
  return folder;
}

test("render() answers with the page, escaped", async (t) => {
  const site = await servePage(t, "<p>Hello, {{ who }}");

  const answer = await site.fetch("/?who=%3Cb%3E");

  assert.equal(answer.body, "<p>Hello, &lt;b&gt;");
  assert.equal(answer.headers["content-type"], "text/html; charset=UTF-8");
});

test("a template has the handler, the request, and reverseUrl()", async (t) => {
  const site = await servePage(
    t,
    "{{ handler.constructor.name }} {{ request.method }} {{ reverseUrl('home') }}",
  );

  assert.equal((await site.fetch("/")).body, "Page GET /");
});

test("a template has the user, the locale and the XSRF token's field; one that does not name them asks for nothing", async (t) => {
  let asked = 0;
  class UsersPage extends RequestHandler {
    override getCurrentUser() {
      asked++;
      return "Ann";
    }
    override get(name: string) {
      return this.render(name);
    }
  }
  const templateLoader = new DictLoader({
    nothing: "nothing",
    all: "{{ currentUser }} {{ locale.code }} {% module xsrfFormHtml() %}",
  });
  const site = await serve(t, [["/(.*)", UsersPage]], { templateLoader });

  const nothing = await site.fetch("/nothing");
  const askedForNothing = asked;
  const all = await site.fetch("/all");

  assert.deepEqual([askedForNothing, nothing.headers["set-cookie"]], [0, undefined]);
  assert.match(all.body, /^Ann en_US <input type="hidden" name="_xsrf" value="2\|[^"]+"\/>$/);
});

test("what a page is given hides the handler's names", async (t) => {
  class Mine extends Page {
    override get() {
      return this.render("page.html", { currentUser: "nobody", who: undefined });
    }
  }
  const templateLoader = new DictLoader({ "page.html": "{{ currentUser }}" });

  assert.equal((await (await serve(t, [["/", Mine]], { templateLoader })).fetch("/")).body, "nobody");
});

test("render() waits for what a template awaits", async (t) => {
  const site = await servePage(t, "{{ await Promise.resolve(who) }}!");

  assert.equal((await site.fetch("/?who=Ada")).body, "Ada!");
});

test("an error in a template is a 500, and the log says where it is", async (t) => {
  const site = await servePage(t, "one\n{{ who.x.y }}");

  const answer = await site.fetch("/", {});

  assert.equal(answer.status, 500);
  const { err } = Object(await expectLog(/^Uncaught exception GET \//));
  assert.match(err.stack, /at page\.html:2\n/);
  await expectLog(/^500 GET/);
});

test("an error after an await in a template is a 500, too", async (t) => {
  const site = await servePage(t, "{{ await Promise.resolve(1) }}\n{{ nmae }}");

  assert.equal((await site.fetch("/")).status, 500);
  const { err } = Object(await expectLog(/^Uncaught exception GET \//));
  assert.match(err.message, /page\.html:2 as nmae is not defined/);
  await expectLog(/^500 GET/);
});

test("render() after finish() is an error", async (t) => {
  class Twice extends RequestHandler {
    override get() {
      this.finish("one");
      assert.throws(() => this.render("page.html"), /Cannot render\(\) after finish\(\)/);
    }
  }
  const site = await serve(t, [["/", Twice]]);

  assert.equal((await site.fetch("/")).body, "one");
});

test("templates come from the folder of the setting templatePath, a path or a URL", async (t) => {
  const folder = folderWith(t, "from a file, {{ who }}");

  const byPath = await serve(t, [["/", Page]], { templatePath: folder });
  const byUrl = await serve(t, [["/", Page]], { templatePath: pathToFileURL(folder) });

  assert.equal((await byPath.fetch("/")).body, "from a file, you");
  assert.equal((await byUrl.fetch("/")).body, "from a file, you");
});

test("a compiled template is kept, unless the setting debug or compiledTemplateCache says otherwise", async (t) => {
  const folder = folderWith(t, "first");
  const kept = await serve(t, [["/", Page]], { templatePath: folder });
  const debugged = await serve(t, [["/", Page]], { templatePath: folder, debug: true, autoreload: false });
  const both = { debug: true, autoreload: false, compiledTemplateCache: true };
  const keptInDebug = await serve(t, [["/", Page]], { templatePath: folder, ...both });
  const sites = [kept, debugged, keptInDebug];
  for (const site of sites) assert.equal((await site.fetch("/")).body, "first");

  writeFileSync(join(folder, "page.html"), "second");

  const bodies = [];
  for (const site of sites) bodies.push((await site.fetch("/")).body);
  assert.deepEqual(bodies, ["first", "second", "first"]);
});

test("the settings autoescape and templateWhitespace are those of the loader", async (t) => {
  const templatePath = folderWith(t, "{{ who }}\n\n ");
  const site = await serve(t, [["/", Page]], {
    templatePath,
    autoescape: null,
    templateWhitespace: "oneline",
  });

  assert.equal((await site.fetch("/?who=%3Cb%3E")).body, "<b> ");
});

test("two applications with one folder keep their own settings", async (t) => {
  const templatePath = folderWith(t, "{{ who }}");
  const raw = await serve(t, [["/", Page]], { templatePath, autoescape: null });
  const escaped = await serve(t, [["/", Page]], { templatePath });

  assert.equal((await raw.fetch("/?who=%26")).body, "&");
  assert.equal((await escaped.fetch("/?who=%26")).body, "&amp;");
});

test("a handler may override where its templates are, how they are loaded, and what they have", async (t) => {
  class Own extends RequestHandler {
    override getTemplatePath() {
      return "anywhere";
    }

    override createTemplateLoader(path: string | URL) {
      return new DictLoader({ "page.html": `{{ greeting }} from ${path}` });
    }

    override getTemplateNamespace() {
      return { ...super.getTemplateNamespace(), greeting: "Hello" };
    }

    override get() {
      this.write(this.renderString("page.html"));
    }
  }
  const site = await serve(t, [["/", Own]]);

  assert.equal((await site.fetch("/")).body, "Hello from anywhere");
});

test("without any place for templates, render() says which setting is missing", async (t) => {
  const site = await serve(t, [["/", Page]]);

  assert.equal((await site.fetch("/")).status, 500);
  const { err } = Object(await expectLog(/^Uncaught exception GET \//));
  assert.match(err.message, /templatePath/);
  await expectLog(/^500 GET/);
});

for (const path of ["worker", "finished"]) {
  test(`a page that is made on a worker is that of the loop's thread (${path})`, async (t) => {
    const site = await serveApplication(t, application);

    const onLoop = await site.fetch("/loop/%3CAda%3E");
    const onWorker = await site.fetch(`/${path}/%3CAda%3E`);

    const page = "<p>&lt;Ada&gt; by worker, GET &lt;Ada&gt;!<li>one</li>";
    const style = '<style type="text/css">\nli { color: red }\n</style>\n';
    const head = path === "worker" ? "<head></head>" : `<head>${style}</head>`;
    assert.equal(onWorker.body, head + page);
    assert.equal(onLoop.body, `<head>${style}</head>${page.replace("worker", "loop")}`);
  });
}

test("a template translates into the locale of its handler", async (t) => {
  class Shouting extends Locale {
    override translate(message: string): string {
      return `${message.toUpperCase()}!`;
    }
  }
  class Page extends RequestHandler {
    override getUserLocale() {
      return new Shouting("en");
    }
    override get() {
      this.render("page.html");
    }
  }
  const templateLoader = new DictLoader({ "page.html": "{{ _('hello') }} {{ pgettext('door', 'open') }}" });
  const site = await serve(t, [["/", Page]], { templateLoader });

  assert.equal((await site.fetch("/")).body, "HELLO! OPEN!");
});
