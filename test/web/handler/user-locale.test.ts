import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Locale, loadTranslationsSync } from "typhoon/locale";
import { Application, RequestHandler } from "typhoon/web";
import { browserLocale } from "#typhoon/web/handler/user-locale.js";
import { forgetLocales } from "../../support/forget-locales.ts";
import { withFolder } from "../../support/with-folder.ts";
import { withServer } from "../../support/with-server.ts";

afterEach(forgetLocales);

for (const [header, expected] of [
  ["fr", "fr"],
  ["de;q=0.5, fr;q=0.7, es", "es"],
  ["de;q=0.5, fr;q=0.7, xx", "fr"],
  ["fr;q=0, de;q=0.1", "de"],
  ["fr;q=x, fr;q=-1, fr;q=2, de;q=0.001", "de"],
  ["fr;Q=1", "fr"],
  [", ;, *", "it"],
  [undefined, "it"],
] as const) {
  test(`the locale for Accept-Language ${JSON.stringify(header)} is ${expected}`, (t) => {
    loadTranslationsSync(withFolder(t, { "fr.csv": "", "de.csv": "", "es.csv": "", "it.csv": "" }));

    assert.equal(browserLocale(header, "it").code, expected);
  });
}

test("a handler's locale is what it was set to, then the user's, then the browser's", async (t) => {
  loadTranslationsSync(withFolder(t, { "fr.csv": "school,école", "de.csv": "school,Schule" }));
  class SchoolHandler extends RequestHandler {
    override prepare() {
      const code = this.getArgument("set", undefined);
      if (code !== undefined) this.locale = Locale.get(code);
    }
    override getUserLocale() {
      const code = this.getArgument("user", undefined);
      return code === undefined ? undefined : Locale.get(code);
    }
    override get() {
      this.write(this.locale.translate("school"));
    }
  }
  const server = await withServer(t, new Application([["/", SchoolHandler]]));
  const answer = async (path: string) =>
    (await fetch(`http://127.0.0.1:${server.port}${path}`, { headers: { "Accept-Language": "fr" } })).text();

  assert.equal(await answer("/"), "école");
  assert.equal(await answer("/?user=de"), "Schule");
  assert.equal(await answer("/?user=de&set=en_US"), "school");
});
