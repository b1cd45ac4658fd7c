import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { DictLoader } from "typhoon/template";
import { type ApplicationSettings, RequestHandler, UIModule } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

class Page extends RequestHandler {
  override get() {
    return this.render("page.html");
  }
}

async function pageOf(
  t: TestContext,
  templates: Record<string, string>,
  settings: ApplicationSettings = {},
): Promise<string> {
  const site = await serve(t, [["/", Page]], { templateLoader: new DictLoader(templates), ...settings });
  return (await site.fetch("/")).body;
}

class Entry extends UIModule {
  override render(name: string, options: { bold?: boolean } = {}): string {
    return options.bold === true ? `<b>${name}</b>` : name;
  }
}

test("a module's HTML goes into the page as it is", async (t) => {
  const templates = { "page.html": "{% module Entry('x', { bold: true }) %}{% raw modules.Entry('y') %}" };

  assert.equal(await pageOf(t, templates, { uiModules: { Entry } }), "<b>x</b>y");
});

test("a module that returns a promise is awaited where the template says so", async (t) => {
  class Later extends UIModule {
    override async render() {
      return "later";
    }
  }

  assert.equal(
    await pageOf(t, { "page.html": "{% module await Later() %}" }, { uiModules: [{ Later }] }),
    "later",
  );
});

class Everything extends UIModule {
  override render() {
    return "*";
  }
  override embeddedJavascript() {
    return "go()";
  }
  override javascriptFiles() {
    return ["/a.js", "https://cdn.example/b.js?x=1&y=2", "/a.js"];
  }
  override embeddedCss() {
    return "b {}";
  }
  override cssFiles() {
    return "/a.css";
  }
  override htmlHead() {
    return "<!-- head -->";
  }
  override htmlBody() {
    return "<!-- body -->";
  }
}

test("what modules need is put into the page once, each at its place", async (t) => {
  const templates = {
    "page.html": "<head></head><body>{% module Everything() %}{% module Everything() %}</body>",
  };

  const page = await pageOf(t, templates, { uiModules: { Everything } });

  assert.equal(
    page,
    `<head><link href="/a.css" type="text/css" rel="stylesheet"/>
<style type="text/css">
b {}
</style>
<!-- head -->
</head><body>**<script src="/a.js" type="text/javascript"></script><script src="https://cdn.example/b.js?x=1&amp;y=2" type="text/javascript"></script>
<script type="text/javascript">
//<![CDATA[
go()
//]]>
</script>
<!-- body -->
</body>`,
  );
});

test("a page without the tag before which something has to go is an error that names it", async (t) => {
  await pageOf(t, { "page.html": "{% module Everything() %}" }, { uiModules: { Everything } });

  const { err } = Object(await expectLog(/^Uncaught exception GET \//));
  assert.match(err.message, /the page has no <\/body>/);
  await expectLog(/^500 GET/);
});

test("a module that the application does not have is named", async (t) => {
  await pageOf(t, { "page.html": "{% module Missing() %}" });

  const { err } = Object(await expectLog(/^Uncaught exception GET \//));
  assert.match(err.message, /^Cannot use the module Missing .* uiModules$/);
  assert.match(err.stack, /at page\.html:1\n/);
  await expectLog(/^500 GET/);
});

test("the stack of what fails in a module shows the places in its template and in the page", async (t) => {
  class Broken extends UIModule {
    override render() {
      return this.renderString("broken.html");
    }
  }
  class BrokenLater extends UIModule {
    override async render(): Promise<string> {
      await null;
      throw new RangeError("late");
    }
  }
  const templates = { "page.html": "\n{% module Broken() %}", "broken.html": "\n\n{{ null.x }}" };
  await pageOf(t, templates, { uiModules: { Broken } });
  const { err } = Object(await expectLog(/^Uncaught exception GET \//));
  await pageOf(t, { "page.html": "\n{% module await BrokenLater() %}" }, { uiModules: { BrokenLater } });
  const { err: late } = Object(await expectLog(/^Uncaught exception GET \//));

  assert.match(err.stack, /at broken\.html:3\n[\s\S]*at page\.html:2\n/);
  assert.match(late.stack, /at BrokenLater\.render [\s\S]*\n {4}at page\.html:2\n/);
  for (let n = 0; n < 2; n++) await expectLog(/^500 GET/);
});

test("a template is a module by itself, with what it is given and what it needs", async (t) => {
  const templates = {
    "page.html":
      '<head></head>{% module Template("entry.html", { name: "<a>" }) %}{% module Template("entry.html", { name: "b" }) %}',
    "entry.html": "{{ setResources({ embeddedCss: 'i {}' }) }}<i>{{ name }}</i>",
  };

  assert.equal(
    await pageOf(t, templates),
    '<head><style type="text/css">\ni {}\n</style>\n</head><i>&lt;a&gt;</i><i>b</i>',
  );
});

test("a template may not need now this, now that", async (t) => {
  const templates = {
    "page.html": '{% for n in [1, 2] %}{% module Template("entry.html", { n }) %}{% end %}',
    "entry.html": "{{ setResources({ embeddedCss: 'i' + n + ' {}' }) }}",
  };
  await pageOf(t, templates);

  const { err } = Object(await expectLog(/^Uncaught exception GET \//));
  assert.match(err.message, /^Cannot set other resources for entry\.html/);
  await expectLog(/^500 GET/);
});

test("linkify is a module of every application", async (t) => {
  const page = await pageOf(t, { "page.html": "{% module linkify('see http://a.example') %}" });

  assert.equal(page, 'see <a href="http://a.example">http://a.example</a>');
});

test("a UI method gets the handler and what the template gives; other functions of a whole module are left out", async (t) => {
  const uiMethods = {
    greet: (handler: RequestHandler, name: string) => `${handler.request.path}: <${name}>`,
    Other: class {},
    _hidden: () => "",
  };
  const templates = { "page.html": "{{ greet('x') }} {{ typeof Other }} {{ typeof _hidden }}" };

  assert.equal(await pageOf(t, templates, { uiMethods }), "/: &lt;x&gt; undefined undefined");
});
