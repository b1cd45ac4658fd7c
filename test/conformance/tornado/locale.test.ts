// The cases of Tornado's locale_test, under its names.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  CSVLocale,
  GettextLocale,
  Locale,
  loadGettextTranslations,
  loadTranslations,
  localeNames,
} from "typhoon/locale";
import { forgetLocales } from "../../support/forget-locales.ts";
import { guardLog } from "../../support/guard-log.ts";
import { moFile } from "../../support/mo-file.ts";
import { withFolder } from "../../support/with-folder.ts";

guardLog();
afterEach(forgetLocales);

const csv = '"school","école"\n';
const utf16 = Buffer.from(`\ufeff${csv}`, "utf16le");

test("TranslationLoaderTest.test_csv", async (t) => {
  await loadTranslations(withFolder(t, { "fr_FR.csv": csv }));

  const locale = Locale.getClosest("fr_FR");
  assert.ok(locale instanceof CSVLocale);
  assert.equal(locale.translate("school"), "école");
});

for (const [encoding, content] of [
  ["utf-8-sig", Buffer.from(`\ufeff${csv}`)],
  ["utf-16", utf16],
  ["utf-16 of the other order", Buffer.from(utf16).swap16()],
] as const) {
  test(`TranslationLoaderTest.test_csv_bom ${encoding}`, async (t) => {
    await loadTranslations(withFolder(t, { "fr_FR.csv": content }));

    assert.equal(Locale.getClosest("fr_FR").translate("school"), "école");
  });
}

test("TranslationLoaderTest.test_gettext", async (t) => {
  const catalogue = moFile([
    ["", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n > 1);\n"],
    ["school", "école"],
    ["law\x04right", "le droit"],
    ["good\x04right", "le bien"],
    ["organization\x04club\0clubs", "le club\0les clubs"],
    ["stick\x04club\0clubs", "le bâton\0les bâtons"],
  ]);
  await loadGettextTranslations(
    withFolder(t, { "fr_FR/LC_MESSAGES/tornado_test.mo": catalogue }),
    "tornado_test",
  );

  const locale = Locale.getClosest("fr_FR");
  assert.ok(locale instanceof GettextLocale);
  assert.equal(locale.translate("school"), "école");
  assert.equal(locale.pgettext("law", "right"), "le droit");
  assert.equal(locale.pgettext("good", "right"), "le bien");
  assert.equal(locale.pgettext("organization", "club", "clubs", 1), "le club");
  assert.equal(locale.pgettext("organization", "club", "clubs", 2), "les clubs");
  assert.equal(locale.pgettext("stick", "club", "clubs", 1), "le bâton");
  assert.equal(locale.pgettext("stick", "club", "clubs", 2), "les bâtons");
});

test("LocaleDataTest.test_non_ascii_name", () => {
  assert.equal(localeNames["es_LA"]?.name, "Español");
});

const english = Locale.getClosest("en_US");

test("EnglishTest.test_format_date", () => {
  const nowMs = Date.UTC(2026, 10, 20, 9, 30);
  const day = 86_400_000;

  assert.equal(
    english.formatDate(Date.UTC(2013, 3, 28, 18, 35), { fullFormat: true }),
    "April 28, 2013 at 6:35 pm",
  );
  for (const [agoMs, expected] of [
    [2000, "2 seconds ago"],
    [120_000, "2 minutes ago"],
    [7_200_000, "2 hours ago"],
    [day, "yesterday"],
    [2 * day, "Wednesday"],
    [300 * day, "January 24"],
    [500 * day, "July 8, 2025"],
  ] as const) {
    assert.equal(english.formatDate(new Date(nowMs - agoMs), { shorter: true, nowMs }), expected);
  }
});

test("EnglishTest.test_friendly_number", () => {
  assert.equal(english.friendlyNumber(1_000_000), "1,000,000");
});

test("EnglishTest.test_list", () => {
  assert.equal(english.list([]), "");
  assert.equal(english.list(["A"]), "A");
  assert.equal(english.list(["A", "B"]), "A and B");
  assert.equal(english.list(["A", "B", "C"]), "A, B and C");
});

test("EnglishTest.test_format_day", () => {
  const date = Date.UTC(2013, 3, 28, 18, 35);

  assert.equal(english.formatDay(date, { dow: true }), "Sunday, April 28");
  assert.equal(english.formatDay(date, { dow: false }), "April 28");
});
