import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const chromiumPath = process.env["TYPHOON_CHROMIUM"] ?? "/usr/bin/chromium";
const launchArgs = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** For the `skip` option of a test that needs it. */
export const withoutChromium: string | false = existsSync(chromiumPath)
  ? false
  : `there is no Chromium at ${chromiumPath}: install it, or set TYPHOON_CHROMIUM to where it is`;

/** Starts a browser without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: launchArgs });
}
