import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { interpolate, Locale, loadTranslations, loadTranslationsSync } from "typhoon/locale";
import { forgetLocales } from "../../support/forget-locales.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { withFolder } from "../../support/with-folder.ts";

guardLog();
afterEach(forgetLocales);

const spanish = `"I love you","Te amo"
"%(name)s liked this","A %(name)s les gustó esto","plural"
"%(name)s liked this","A %(name)s le gustó esto","singular"

"only one column"
"and, a comma"," trimmed ",unknown
`;

test("a CSV file has a singular, a plural, and texts without either", (t) => {
  loadTranslationsSync(withFolder(t, { "es_LA.csv": spanish, "notes.txt": "x" }));
  const locale = Locale.get("es_LA");

  assert.equal(locale.translate("I love you"), "Te amo");
  assert.equal(locale.translate("%(name)s liked this", "%(name)s liked this", 1), "A %(name)s le gustó esto");
  assert.equal(
    locale.translate("%(name)s liked this", "%(name)s liked this", 2),
    "A %(name)s les gustó esto",
  );
  assert.equal(locale.translate("and, a comma"), "trimmed");
  assert.equal(locale.translate("not there", "not here", 0), "not here");
  assert.deepEqual([locale.name, locale.rtl], ["Español", false]);
  assert.throws(() => locale.translate("a", "b"), {
    name: "TypeError",
    message: 'Cannot translate "b" as a plural needs a count: give it too',
  });
});

test("what is wrong in a folder of translations is named in the log, and the rest is loaded", async (t) => {
  const folder = withFolder(t, { "fr.csv": "a,b,several\nc,d\n", "EN.csv": "", "de.csv": '"a' });

  await loadTranslations(folder);

  await expectLog(/^Unrecognized locale in the name of .*EN\.csv$/);
  await expectLog(/^Unrecognized plural indicator "several" in .*fr\.csv, row 1$/);
  await expectLog(/^Cannot read row 1 of .*de\.csv because a quote in it does not end: /);
  assert.deepEqual([...Locale.supported], ["de", "fr", "en_US"]);
  assert.equal(Locale.get("fr").translate("c"), "d");
});

test("a CSV file is read as Python's reader reads it, and a quote without an end costs its row", async (t) => {
  const rows = [
    '\ufeff"first","erste"',
    '"Bye", "Tschüss"',
    'a "b" c,"d"e',
    '"two\r\nlines","x, ""y"""',
    "",
    'open,"never',
    'last,"letzte"',
    'later,"auch',
  ];
  loadTranslationsSync(withFolder(t, { "de.csv": rows.join("\r\n") }));
  const locale = Locale.get("de");

  const texts = ["first", "Bye", 'a "b" c', "two\nlines", "last"].map((text) => locale.translate(text));

  assert.deepEqual(texts, ["erste", '"Tschüss"', "de", 'x, "y"', "letzte"]);
  await expectLog(/^Cannot read row 6 of .*de\.csv because a quote in it does not end: /);
  await expectLog(/^Cannot read row 8 of .*de\.csv because a quote in it does not end: /);
});

test("a CSV locale says once that it has no contexts", async (t) => {
  loadTranslationsSync(withFolder(t, { "fr.csv": "right,droit" }));
  const locale = Locale.get("fr");

  assert.equal(locale.pgettext("law", "right"), "droit");
  assert.equal(locale.pgettext("good", "right"), "droit");
  await expectLog(/^pgettext\(\) has no contexts in locale fr/);
});

for (const [codes, expected] of [
  [["fr"], "fr"],
  [["fr-CA"], "fr"],
  [["PT-br"], "pt_BR"],
  [["pt"], "en_US"],
  [["pt-PT", "fr"], "fr"],
  [["zh-Hant-TW"], "zh_TW"],
  [["", null, undefined, "fr"], "fr"],
  [["xx-YY-zz"], "en_US"],
  [[], "en_US"],
] as const) {
  test(`getClosest(${codes.map((code) => JSON.stringify(code)).join(", ")}) is ${expected}`, (t) => {
    loadTranslationsSync(withFolder(t, { "fr.csv": "", "pt_BR.csv": "", "zh_TW.csv": "" }));

    assert.equal(Locale.getClosest(...codes).code, expected);
  });
}

test("the default locale needs no file, and every other does", (t) => {
  loadTranslationsSync(withFolder(t, { "fr.csv": "" }));
  Locale.setDefault("de_DE");

  assert.equal(Locale.getClosest("xx").code, "de_DE");
  assert.throws(() => Locale.get("en_US"), {
    name: "RangeError",
    message: "Cannot get locale en_US as no translations of it are loaded: there are de_DE, fr",
  });
});

const nowMs = Date.UTC(2026, 10, 20, 9, 30, 15);
const second = 1000;
const day = 86_400 * second;

for (const [agoMs, options, expected] of [
  [0, {}, "0 seconds ago"],
  [second, {}, "1 second ago"],
  [49 * second, {}, "49 seconds ago"],
  [50 * second, {}, "1 minute ago"],
  [150 * second, {}, "2 minutes ago"],
  [3000 * second, {}, "1 hour ago"],
  [day - second, {}, "24 hours ago"],
  [day, {}, "yesterday at 9:30 am"],
  [2 * day, {}, "Wednesday at 9:30 am"],
  [2 * day, { relative: false, shorter: true }, "Wednesday"],
  [second, { relative: false }, "9:30 am"],
  [second, { relative: false, gmtOffsetMinutes: 480 }, "1:30 am"],
  [second, { relative: false, gmtOffsetMinutes: -480 }, "5:30 pm"],
  [30 * day, {}, "October 21 at 9:30 am"],
  [400 * day, {}, "October 16, 2025 at 9:30 am"],
  [-59 * second, {}, "0 seconds ago"],
  [-61 * second, {}, "November 20, 2026 at 9:31 am"],
  [-day - second, {}, "November 21, 2026 at 9:30 am"],
] as const) {
  test(`formatDate() of ${agoMs} ms ago with ${JSON.stringify(options)} is "${expected}"`, () => {
    assert.equal(new Locale("en_US").formatDate(nowMs - agoMs, { ...options, nowMs }), expected);
  });
}

test("the time of day has 24 hours where English is not spoken, and its own form in China", () => {
  const options = { fullFormat: true, nowMs };

  assert.equal(new Locale("de_DE").formatDate(nowMs, options), "November 20, 2026 at 9:30");
  assert.equal(
    new Locale("zh_CN").formatDate(nowMs + 4 * 3_600_000, options),
    "November 20, 2026 at 下午1:30",
  );
});

test("numbers, lists and directions follow the language", () => {
  assert.equal(new Locale("en").friendlyNumber(-1234567), "-1,234,567");
  assert.equal(new Locale("en").friendlyNumber(12345678901234567890n), "12,345,678,901,234,567,890");
  assert.equal(new Locale("de_DE").friendlyNumber(1234567), "1234567");
  assert.equal(new Locale("fa_IR").list(["A", "B", "C"]), "A و B and C");
  assert.deepEqual(
    ["fa_IR", "ar", "he_IL", "fr"].map((code) => new Locale(code).rtl),
    [true, true, true, false],
  );
  assert.throws(() => new Locale("en").formatDate(Number.NaN), RangeError);
});

test("interpolate() puts in what there is, and leaves the rest", () => {
  assert.equal(interpolate("%(a)s %(b)d %(c)s 100%% 5%", { a: "%(b)d", b: 2 }), "%(b)d 2 %(c)s 100% 5%");
});

test("translations are loaded from a file: URL, too, also as text", async (t) => {
  const folder = pathToFileURL(withFolder(t, { "es_LA.csv": spanish }));

  for (const place of [folder, folder.href]) {
    await loadTranslations(place);
    assert.deepEqual([...Locale.supported].sort(), ["en_US", "es_LA"]);
    loadTranslationsSync(place);
    assert.deepEqual([...Locale.supported].sort(), ["en_US", "es_LA"]);
  }
});

test("a folder that is neither path nor file: URL is refused at once", async () => {
  await assert.rejects(loadTranslations(new URL("http://localhost/")), /must be a path or a file: URL/);
  assert.throws(() => loadTranslationsSync(""), /must be a path or a file: URL: current value is ""/);
});
