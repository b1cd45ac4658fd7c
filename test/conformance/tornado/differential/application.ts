import { join } from "node:path";
import { loadTranslationsSync } from "typhoon/locale";
import { HostMatches, Rule, RuleRouter } from "typhoon/routing";
import {
  Application,
  type ApplicationSettings,
  ErrorHandler,
  RedirectHandler,
  type RuleLike,
  StaticFileHandler,
  url,
} from "typhoon/web";
import { BrokenPage, Errors, NotFound, OnlyGet, OwnMethod, OwnPage, Raise } from "./handlers/failing.ts";
import { Argument, Echo, PathEcho, RequestHeader, Upload } from "./handlers/incoming.ts";
import {
  ClearHeader,
  Etag,
  HeadToo,
  Long,
  Ping,
  Redirect,
  SetHeader,
  Status,
  Stream,
  StreamEnds,
  Write,
} from "./handlers/outgoing.ts";
import { Entry, Escape, Language, Render, ReverseUrl, StaticUrl, shout } from "./handlers/pages.ts";
import {
  ClearCookies,
  Form,
  GetCookies,
  GetSigned,
  ManyCookies,
  Private,
  PrivateElsewhere,
  PrivateWithQuery,
  SetCookie,
  SetSigned,
  WithoutSlash,
  WithSlash,
} from "./handlers/users.ts";

function rulesIn(folder: string): RuleLike[] {
  return [
    ["/ping", Ping],
    ["/echo", Echo],
    ["/path/(.*)", PathEcho],
    url("/pair/([^/]*)/([^/]*)", PathEcho, {}, "pair"),
    ["/named/(?P<first>[^/]*)/(?P<second>[^/]*)", PathEcho],
    ["/optional/(a)?(b)?", PathEcho],
    ["/argument/(.*)", Argument],
    ["/header/(.*)", RequestHeader],
    ["/upload", Upload],
    ["/status/([0-9]+)", Status],
    ["/set-header", SetHeader],
    ["/clear-header/(.*)", ClearHeader],
    ["/redirect", Redirect],
    ["/write/(.*)", Write],
    ["/head/(.*)", HeadToo],
    ["/stream/([0-9]+)", Stream],
    ["/stream/(.*)", StreamEnds],
    ["/etag/(.*)", Etag],
    ["/raise/([0-9]+)", Raise],
    ["/error/(.*)", Errors],
    ["/own-page/([0-9]+)", OwnPage],
    ["/broken-page", BrokenPage],
    ["/only-get", OnlyGet],
    ["/own-method", OwnMethod],
    ["/cookie/set", SetCookie],
    ["/cookie/many", ManyCookies],
    ["/cookie/get", GetCookies],
    ["/cookie/clear/(.*)", ClearCookies],
    ["/signed/set/([12])", SetSigned],
    ["/signed/get/([12])", GetSigned],
    ["/private", Private],
    ["/private/elsewhere", PrivateElsewhere],
    ["/private/query", PrivateWithQuery],
    ["/slash/?", WithSlash],
    ["/no-slash/?", WithoutSlash],
    ["/form", Form],
    ["/render/(.*)", Render],
    ["/escape/(.*)", Escape],
    ["/language", Language],
    ["/static-url", StaticUrl],
    ["/reverse-url", ReverseUrl],
    ["/long/([0-9]+)", Long],
    ["/old/(.*)", RedirectHandler, { url: "/new/{0}" }],
    ["/moved", RedirectHandler, { url: "/new?kept=1", permanent: false }],
    ["/swap/(?P<one>[^/]+)/(?P<two>[^/]+)", RedirectHandler, { url: "/{two}/{one}" }],
    ["/gone", ErrorHandler, { statusCode: 410 }],
    ["/files/(.*)", StaticFileHandler, { path: join(folder, "static"), defaultFilename: "index.html" }],
  ];
}

function applicationIn(folder: string, settings: ApplicationSettings = {}): Application {
  return new Application(rulesIn(folder), {
    cookieSecret: "a long random secret",
    loginUrl: "/login",
    staticPath: join(folder, "static"),
    templatePath: join(folder, "templates"),
    uiModules: { Entry },
    uiMethods: { shout },
    watchdog: false,
    ...settings,
  });
}

/** The application of application.py: by the host that is asked for, with one setting or another. */
export function sameApplication(folder: string): RuleRouter {
  loadTranslationsSync(join(folder, "translations"));
  const keys = { 1: "the first key", 2: "the second key" };
  const settings: Readonly<Record<string, ApplicationSettings>> = {
    "xsrf\\.test": { xsrfCookies: true },
    "xsrf1\\.test": { xsrfCookies: true, xsrfCookieVersion: 1 },
    "xsrf-own\\.test": {
      xsrfCookies: true,
      xsrfCookieName: "own",
      xsrfCookieKwargs: { httpOnly: true, sameSite: "Strict" },
    },
    "gzip\\.test": { compressResponse: true },
    "traceback\\.test": { serveTraceback: true },
    "old-key\\.test": { cookieSecret: keys, keyVersion: 1 },
    "new-key\\.test": { cookieSecret: keys, keyVersion: 2 },
    "lost-key\\.test": { cookieSecret: { 2: keys[2] }, keyVersion: 2 },
    "unmatched\\.test": { defaultHandlerClass: NotFound },
    ".*": {},
  };
  return new RuleRouter(
    Object.entries(settings).map(
      ([host, own]) => new Rule(new HostMatches(host), applicationIn(folder, own)),
    ),
  );
}
