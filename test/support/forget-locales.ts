import { Locale } from "typhoon/locale";
import { setLocales } from "#typhoon/base/locale/locale.js";

/** Makes the process forget what translations a test has loaded. */
export function forgetLocales(): void {
  setLocales(new Map());
  Locale.setDefault("en_US");
}
