// Hooks that an application replaces, where Tornado's own tests do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { genLog } from "typhoon/log";
import { DictLoader } from "typhoon/template";
import { RequestHandler, UIModule } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

test("a page asks who its user is only if it shows that", async (t) => {
  let asked = 0;
  class UserModule extends UIModule {
    override render(shows: boolean) {
      return shows ? String(this.handler.currentUser) : "";
    }
  }
  class Page extends RequestHandler {
    override getCurrentUser() {
      asked++;
      return "ann";
    }
    override get(name: string) {
      this.render(name);
    }
  }
  const templateLoader = new DictLoader({
    plain: "nobody",
    shown: "{{ handler.currentUser }}",
    "module-plain": "{% module UserModule(false) %}nobody",
    "module-shown": "{% module UserModule(true) %}",
  });
  const settings = { templateLoader, uiModules: { UserModule } };
  const site = await serve(t, [["/(.*)", Page]], settings);

  for (const [name, body, times] of [
    ["plain", "nobody", 0],
    ["module-plain", "nobody", 0],
    ["shown", "ann", 1],
    ["module-shown", "ann", 2],
  ] as const) {
    assert.equal((await site.fetch(`/${name}`)).body, body);
    assert.equal(asked, times, name);
  }
});

test("logException() may log an error of its own kind in its own way", async (t) => {
  class RefusalError extends Error {}
  class Refusing extends RequestHandler {
    override get() {
      throw new RefusalError("not today");
    }
    override logException(error: unknown) {
      if (!(error instanceof RefusalError)) return super.logException(error);
      genLog.warn(`refused: ${error.message}`);
    }
  }
  const site = await serve(t, [["/", Refusing]], { logFunction() {} });

  assert.equal((await site.fetch("/")).status, 500);
  await expectLog(/^refused: not today$/);
});

test("a method may return what finish() and render() return", async (t) => {
  class Finishing extends RequestHandler {
    override get(way: string) {
      return way === "finish" ? this.finish("finished") : this.render("page");
    }
  }
  const templateLoader = new DictLoader({ page: "rendered" });
  const site = await serve(t, [["/(.*)", Finishing]], { templateLoader });

  assert.equal((await site.fetch("/finish")).body, "finished");
  assert.equal((await site.fetch("/render")).body, "rendered");
});
