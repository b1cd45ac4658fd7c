import assert from "node:assert/strict";
import { test } from "node:test";
import { Application, RequestHandler, UIModule } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

function messageOf(
  settings: Readonly<Record<string, unknown>>,
  handlers: readonly (typeof RequestHandler)[] = [],
): string {
  try {
    new Application(
      handlers.map((handler) => ["/", handler]),
      settings,
    );
    return "accepted";
  } catch (error) {
    assert.ok(error instanceof TypeError, String(error));
    return error.message;
  }
}

const misspelt: readonly (readonly [name: string, advice: string])[] = [
  ["xsrfCookie", "did you mean xsrfCookies?"],
  ["xsrf_cookies", "write xsrfCookies"],
  ["csrfCookies", "did you mean xsrfCookies?"],
  ["cookieSecert", "did you mean cookieSecret?"],
  ["cookie_secret", "write cookieSecret"],
  ["template_path", "write templatePath"],
  ["templatesPath", "did you mean templatePath?"],
  ["staticpath", "write staticPath"],
  ["loginURL", "write loginUrl"],
  ["requestTimeout", "write requestTimeoutMs, in milliseconds"],
  ["gzip", "write compressResponse"],
  ["autoReload", "write autoreload"],
  ["ui_modules", "write uiModules"],
];

for (const [name, advice] of misspelt) {
  test(`the setting ${name} is refused: ${advice}`, () => {
    assert.equal(
      messageOf({ [name]: true }),
      `Cannot make an application because there is no setting "${name}": ${advice}`,
    );
  });
}

test("an application keeps settings of its own", () => {
  const own = {
    database: "orders.db",
    db: 1,
    title: "Shop",
    defaultPort: 1,
    templateData: {},
    cookies: 1,
    port: 80,
  };
  assert.equal(messageOf(own), "accepted");
});

const wrong: readonly (readonly [settings: Readonly<Record<string, unknown>>, message: RegExp])[] = [
  [{ requestTimeoutMs: "5s" }, /requestTimeoutMs must be a number from 0: current value is "5s"/],
  [{ staticPath: 7 }, /staticPath must be a path or a file: URL: current value is 7/],
  [{ staticPath: new URL("http://x/") }, /staticPath must be a path or a file: URL/],
  [{ xsrfCookies: "yes" }, /xsrfCookies must be true or false: current value is "yes"/],
  [{ xsrfCookieKwargs: { httponly: true } }, /no option "httponly": write httpOnly/],
  [{ forms: { max_fields: 1 } }, /no option "max_fields": write maxFields/],
  [{ watchdog: { threshold: 100 } }, /write thresholdMs, in milliseconds/],
  [{ watchdog: true }, /watchdog must be an object or false/],
  [{ logFunction: "log" }, /logFunction must be a function/],
  [{ executorFullStatus: 200 }, /executorFullStatus must be a status from 400 to 599/],
  [{ responseCheck: "on" }, /responseCheck must be "off" or "check" or "filter"/],
  [{ templateLoader: "templates" }, /templateLoader must be a template loader/],
  [{ cookieSecret: 5 }, /cookieSecret must be a long random text/],
];

for (const [settings, message] of wrong) {
  test(`a setting of the wrong type is refused: ${message.source}`, () => {
    assert.match(messageOf(settings), message);
  });
}

for (const name of ["maxBodySize", "max_body_size", "xheaders", "idleTimeoutMs", "idle_timeout"]) {
  test(`${name} is refused as a setting, because it is an option of the server`, () => {
    assert.match(messageOf({ [name]: 1 }), /because it is an option of the server: write app\.listen\(/);
  });
}

test("settings that are no object are refused", () => {
  // @ts-expect-error: what a caller without types may pass
  assert.throws(() => new Application([], "debug"), /it takes settings: pass/);
});

class Old extends RequestHandler {
  get_current_user() {}
}
class Finishing extends RequestHandler {
  on_finish() {}
}
class Loud extends RequestHandler {
  GET() {}
}
class Methods extends RequestHandler {
  static SUPPORTED_METHODS = ["GET"];
}
class Slow extends RequestHandler {
  static requestTimeout = 5;
}
class Text extends RequestHandler {
  static override requestTimeoutMs = JSON.parse('"5s"');
}
class Guarded extends RequestHandler {
  static authenticate = ["get"];
}
class Lower extends RequestHandler {
  static override supportedMethods = ["get"];
}
class Streaming extends Finishing {
  static stream_request_body = true;
}

const classes: readonly (readonly [handler: typeof RequestHandler, message: string])[] = [
  [
    Old,
    'Cannot use Old because RequestHandler never calls a method "get_current_user": write getCurrentUser',
  ],
  [Finishing, 'Cannot use Finishing because RequestHandler never calls a method "on_finish": write onFinish'],
  [Loud, 'Cannot use Loud because RequestHandler never calls a method "GET": write get'],
  [
    Methods,
    "Cannot use Methods because RequestHandler has no static SUPPORTED_METHODS: write supportedMethods",
  ],
  [
    Slow,
    "Cannot use Slow because RequestHandler has no static requestTimeout: write requestTimeoutMs, in milliseconds",
  ],
  [Text, 'Cannot use Text because static requestTimeoutMs must be a number from 0: current value is "5s"'],
  [Guarded, "Cannot use Guarded because RequestHandler has no static authenticate: write authenticated"],
  [
    Lower,
    'Cannot use Lower because static supportedMethods must name HTTP methods, such as "GET": current value is "get"',
  ],
  [Streaming, 'Cannot use Streaming because RequestHandler never calls a method "on_finish": write onFinish'],
];

for (const [handler, message] of classes) {
  test(`a handler class is refused: ${message}`, () => assert.equal(messageOf({}, [handler]), message));
}

test("a hook that is probably misspelt is a warning", async () => {
  class Page extends RequestHandler {
    getCurentUser() {}
    onFinnish() {}
  }

  assert.equal(messageOf({}, [Page]), "accepted");
  await expectLog(/Page may be misspelt: .*"getCurentUser"; did you mean getCurrentUser\?/);
  await expectLog(/"onFinnish"; did you mean onFinish\?/);
});

test("a class may have both spellings of a hook, and methods of its own", () => {
  class Page extends RequestHandler {
    override getCurrentUser() {
      return this.get_current_user();
    }
    get_current_user() {
      return "ada";
    }
    getCurrentUsers() {}
    get_argument(name: string) {
      return this.getArgument(name);
    }
    _prepare() {}
    static authenticate() {}
  }

  assert.equal(messageOf({}, [Page]), "accepted");
});

test("a hook of a UI module in another spelling is refused", () => {
  class Price extends UIModule {
    embedded_css() {}
  }

  assert.match(
    messageOf({ uiModules: { Price } }),
    /UIModule never calls a method "embedded_css": write embeddedCss/,
  );
});
