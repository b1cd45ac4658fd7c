// A blog: users with hashed passwords, posts in Markdown in an SQL database, a feed. Tornado's demo of the same name.
// Whatever blocks runs on workers: queries and Markdown beside the connection, password hashes on the default executor.
//
// Run:  node build/examples/blog/main.js     (the file is blog.db, or the one in DATABASE; --help shows the options)
// See:  http://localhost:8888/ asks for an account: the first one is the author's, and the only one. Then write,
//       read and change entries; http://localhost:8888/feed is what a feed reader gets.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { addReloadHook } from "typhoon/autoreload";
import { drainOnSignal } from "typhoon/httpserver";
import { define, parseCommandLine, parseEnvironment } from "typhoon/options";
import { Application, StaticFileHandler } from "typhoon/web";
import { CreateAuthorHandler, LoginHandler, LogoutHandler } from "./author-handlers.ts";
import { NotFoundHandler } from "./base-handler.ts";
import { databaseExecutor } from "./database.ts";
import { ArchiveHandler, ComposeHandler, EntryHandler, FeedHandler, HomeHandler } from "./entry-handlers.ts";
import * as uiModules from "./ui-modules.ts";

const port = define("port", { default: 8888, help: "port to listen on", env: "PORT" });
const siteUrl = define("site-url", {
  default: "",
  help: "the blog's address, for its feed",
  env: "SITE_URL",
});
const cookieSecret = define("cookie-secret", {
  default: "",
  help: "signs cookies; without one of yours, nobody is logged in any more after a restart",
  env: "COOKIE_SECRET",
});
const debug = define("debug", { default: false, help: "start again when a file is changed" });
parseEnvironment(undefined, { final: false });
parseCommandLine();

const app = new Application(
  [
    ["/", HomeHandler],
    ["/archive", ArchiveHandler],
    ["/feed", FeedHandler],
    ["/entry/([^/]+)", EntryHandler, {}, "entry"],
    ["/compose", ComposeHandler],
    ["/auth/create", CreateAuthorHandler],
    ["/auth/login", LoginHandler],
    ["/auth/logout", LogoutHandler],
  ],
  {
    blogTitle: "Typhoon Blog",
    siteUrl: siteUrl.value,
    templatePath: new URL("templates/", import.meta.url),
    staticPath: fileURLToPath(new URL("static/", import.meta.url)),
    uiModules,
    xsrfCookies: true,
    xsrfCookieKwargs: { httpOnly: true, sameSite: "Lax" },
    cookieSecret: cookieSecret.value || randomBytes(32).toString("hex"),
    loginUrl: "/auth/login",
    defaultHandlerClass: NotFoundHandler,
    debug: debug.value,
  },
);

const server = await app.listen(port.value);
// So that pages name the versions of their style sheets from the first one on.
for (const file of ["blog.css", "entry.css"]) await StaticFileHandler.loadVersion(app.settings, file);
console.log(`listening on http://localhost:${server.port}/`);

// The worker closes its connection when it is told to end, which the end of the process alone does not.
drainOnSignal(server, { executors: [databaseExecutor] });
addReloadHook(() => databaseExecutor.shutdown());
