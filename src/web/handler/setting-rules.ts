import {
  callable,
  either,
  KnownNames,
  list,
  number,
  numberFrom0,
  OptionRules,
  oneOf,
  pathOrFileUrl,
  plainObject,
  text,
  trueOrFalse,
  type ValueRule,
} from "../../base/errors/internal.ts";
import { templateLoader, whitespaceMode } from "../../base/template/internal.ts";
import { httpServerRules } from "../../http/httpserver/internal.ts";
import { cookieRules, formRules } from "../../http/httputil/internal.ts";
import { watchdogRules } from "../../loop/watchdog/internal.ts";
import type { ApplicationSettings } from "./settings.ts";

const status: ValueRule = {
  expected: "a status from 400 to 599",
  accepts: (value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599,
};

const secret: ValueRule = {
  expected: "a long random text, or keys by version such as { 1: ..., 2: ... }",
  // An empty one is as good as none: MissingSettingError says so where it is needed.
  accepts: (value) => typeof value === "string" || plainObject.accepts(value),
};

const extensions = either(plainObject, list);

const settingRules = new OptionRules<ApplicationSettings>(
  "make an application",
  {
    debug: trueOrFalse,
    autoreload: trueOrFalse,
    serveTraceback: trueOrFalse,
    errorFormat: oneOf("html", "problem", "negotiate"),
    authChallenge: text,
    logFunction: callable,
    defaultHandlerClass: callable,
    defaultHandlerArgs: plainObject,
    defaultHost: text,
    requestIdHeader: text,
    executorFullStatus: status,
    taskTimeoutStatus: status,
    etags: trueOrFalse,
    invalidInputStatus: status,
    responseCheck: oneOf("off", "check", "filter"),
    forms: plainObject,
    maxEtagBodySize: numberFrom0,
    cookieSecret: secret,
    keyVersion: number,
    loginUrl: text,
    xsrfCookies: trueOrFalse,
    xsrfCookieVersion: oneOf(1, 2),
    xsrfCookieName: text,
    xsrfCookieKwargs: plainObject,
    compressResponse: trueOrFalse,
    requestTimeoutMs: numberFrom0,
    unhandledRejections: oneOf("log", "throw"),
    watchdog: either(plainObject, oneOf(false)),
    templatePath: pathOrFileUrl,
    templateLoader,
    autoescape: either(text, oneOf(null)),
    templateWhitespace: whitespaceMode,
    compiledTemplateCache: trueOrFalse,
    uiModules: extensions,
    uiMethods: extensions,
    staticPath: pathOrFileUrl,
    staticUrlPrefix: text,
    staticHandlerClass: callable,
    staticHandlerArgs: plainObject,
  },
  { noun: "setting", isOpen: true, renamed: { gzip: "compressResponse", xsrf: "xsrfCookies" } },
);

/** Options of a server that nobody else would call a setting so: `protocol` and the like may be the application's own. */
const ofServer = new KnownNames(httpServerRules.names.filter((name) => /[A-Z]|xheaders/.test(name)));

function checkMisplaced(settings: object): void {
  for (const name in settings) {
    const option = ofServer.sameAs(name);
    if (option === undefined) continue;
    throw new TypeError(
      `Cannot make an application with ${name} because it is an option of the server: write app.listen(port, address, { ${option} })`,
    );
  }
}

/**
 * @param settings - as given to the application
 * @throws {TypeError} if a name is one of ours spelt wrongly, or a value of the wrong type
 */
export function checkSettings(settings: ApplicationSettings): void {
  settingRules.check(settings);
  checkMisplaced(settings);
  formRules.check(settings.forms);
  cookieRules.check(settings.xsrfCookieKwargs);
  if (settings.watchdog !== false) watchdogRules.check(settings.watchdog);
}
