import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Locale, loadGettextTranslationsSync } from "typhoon/locale";
import { pluralRule } from "#typhoon/base/locale/plural-forms.js";
import { forgetLocales } from "../../support/forget-locales.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { moFile } from "../../support/mo-file.ts";
import { withFolder } from "../../support/with-folder.ts";

guardLog();
afterEach(forgetLocales);

const polish = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);";

for (const [header, expected] of [
  ["nplurals=1; plural=0;", [0, 0, 0, 0, 0]],
  ["nplurals=2; plural=(n != 1);", [1, 0, 1, 1, 1]],
  ["nplurals=2; plural=n>1", [0, 0, 1, 1, 1]],
  [polish, [2, 0, 1, 2, 1]],
  ["nplurals=2; plural=!(n-1+1*2/2 == 1);", [1, 0, 1, 1, 1]],
  [undefined, [1, 0, 1, 1, 1]],
] as const) {
  test(`the rule of plurals ${header} is followed`, () => {
    const rule = pluralRule(header);

    assert.deepEqual([0, 1, 2, 5, 22].map(rule), expected);
  });
}

for (const expression of ["process.exit()", "n +", "(n", "n ? 1", "n n", "n = 1"]) {
  test(`the rule of plurals "${expression}" is refused`, () => {
    assert.throws(() => pluralRule(`nplurals=2; plural=${expression};`), SyntaxError);
  });
}

test("a catalogue has as many plural forms as its language", (t) => {
  const content = moFile([
    ["", `Content-Type: text/plain; charset=UTF-8\nPlural-Forms: ${polish}\n`],
    ["file\0files", "plik\0pliki\0plików"],
    ["empty", ""],
  ]);
  loadGettextTranslationsSync(
    withFolder(t, { "pl/LC_MESSAGES/app.mo": content, "de/LC_MESSAGES/other.mo": "" }),
    "app",
  );
  const locale = Locale.get("pl");

  assert.deepEqual(
    [1, 3, 5].map((count) => locale.translate("file", "files", count)),
    ["plik", "pliki", "plików"],
  );
  assert.equal(locale.translate("empty"), "empty");
  assert.equal(locale.translate("other", "others", 2), "others");
  assert.equal(locale.pgettext("context", "file", "files", 5), "plików");
  assert.throws(() => locale.translate("file", "files"), TypeError);
  assert.deepEqual([...Locale.supported], ["pl", "en_US"]);
});

test("a catalogue that cannot be read is named in the log and left out", async (t) => {
  const folder = withFolder(t, {
    "fr/LC_MESSAGES/app.mo": "no catalogue",
    "de/LC_MESSAGES/app.mo": moFile([["", "Plural-Forms: nplurals=2; plural=x;\n"]]),
  });

  loadGettextTranslationsSync(folder, "app");

  await expectLog(/^Cannot read translations from .*fr.LC_MESSAGES.app\.mo$/);
  await expectLog(/^Cannot read translations from .*de.LC_MESSAGES.app\.mo$/);
  assert.deepEqual([...Locale.supported], ["en_US"]);
});
