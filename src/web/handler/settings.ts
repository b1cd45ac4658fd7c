import type { BaseLoader, WhitespaceMode } from "../../base/template/index.ts";
import type { CookieAttributes, FormOptions, HTTPServerRequest } from "../../http/httputil/index.ts";
import type { StallWatchdogOptions } from "../../loop/watchdog/index.ts";
import type { CookieSecret, SignedValueVersion } from "./signed-value.ts";
import type { StaticUrlOptions } from "./static-url-options.ts";

/** What an application needs of the class that serves its static files. */
export type StaticHandlerClass = (abstract new (
  ...args: never[]
) => object) & {
  makeStaticUrl(settings: ApplicationSettings, path: string, options?: StaticUrlOptions): string;
};

/** What is logged of a request that is over. */
export interface FinishedRequest {
  /** The request. */
  readonly request: HTTPServerRequest;
  /** The status of its answer. */
  getStatus(): number;
}

/**
 * Every setting of an `Application` that this library reads; an application may keep values of its own beside them.
 *
 * @example
 * ```ts
 * import { Application } from "typhoon/web";
 *
 * const app = new Application([], { serveTraceback: true, database: "orders.db" });
 * app.settings["database"];   // "orders.db"
 * ```
 */
export interface ApplicationSettings {
  /** For development: turns `serveTraceback` and `autoreload` on unless these are set themselves. Default: `false`. */
  readonly debug?: boolean;
  /**
   * Start the program again when its code, or a file below `staticPath` or `templatePath`, is changed; from the call of
   * `listen`, see `start` of `typhoon/autoreload`. Default: the value of `debug`.
   */
  readonly autoreload?: boolean;
  /** Show an unexpected error's stack to the client instead of the error page. Default: the value of `debug`. */
  readonly serveTraceback?: boolean;
  /**
   * How errors are written, those of rules that do not match, files and unexpected errors included: as a page (`"html"`), as
   * a problem of RFC 9457 in JSON (`"problem"`), or as a problem unless the client's `Accept` names `text/html`
   * (`"negotiate"`). A handler's own `writeError` decides for itself. Default: `"html"`; `"negotiate"` in described classes.
   */
  readonly errorFormat?: "html" | "problem" | "negotiate";
  /**
   * The challenge in the `WWW-Authenticate` of a 401, with which `authenticated` answers strangers where there is no
   * `loginUrl`. Default: `"Bearer"`.
   */
  readonly authChallenge?: string;
  /** Called for each request that is over, instead of writing to the access log. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a function without `return` has to fit
  readonly logFunction?: (handler: FinishedRequest) => void | PromiseLike<unknown>;
  /** Answers requests that no rule matches. Default: a handler that answers 404. */
  readonly defaultHandlerClass?: abstract new (
    ...args: never[]
  ) => object;
  /** What that handler's `initialize` receives. Default: nothing. */
  readonly defaultHandlerArgs?: object;
  /** Requests that come directly, under whatever host name, also match the rules that `addHandlers` gave for this host. */
  readonly defaultHost?: string;
  /**
   * The header field from which a request takes its `id`, such as `"X-Request-Id"`, if it holds 1 to 128 letters,
   * digits and `._~:/=+@-`. Set it only where a proxy in front sets that field: a client could write any name
   * into the log. Default: none; each request gets a random id.
   */
  readonly requestIdHeader?: string;
  /**
   * The status of the answer, with a `Retry-After`, when a handler meets a full executor, or its call has waited for a
   * worker until its `maxQueueMs` or `timeoutMs` was over; 429 makes some clients come back that take a 503 for a
   * breakdown. Default: 503.
   */
  readonly executorFullStatus?: number;
  /**
   * The status of the answer, without a `Retry-After`, when a call runs for longer than its `timeoutMs`; 504 is for
   * servers that work as a gateway. Default: 503.
   */
  readonly taskTimeoutStatus?: number;
  /**
   * Give answers with status 200 to GET and HEAD an `Etag`, and answer 304 where the client has that content.
   * It costs a SHA-1 of the body. Default: `true`.
   */
  readonly etags?: boolean;
  /** The status of the answer to a request that is not as its handler declares it; 422 is another usual one. Default: 400. */
  readonly invalidInputStatus?: number;
  /**
   * What `reply` does with a value whose response is declared: `"check"` throws an `InvalidResponseError`, and so answers
   * 500, if the value does not fit; `"filter"` also sends what the schema makes of it, for many without the fields that it
   * does not know; `"off"` sends the value as it is. Default: `"check"` with `debug`, otherwise `"off"`.
   */
  readonly responseCheck?: "off" | "check" | "filter";
  /** How forms in bodies are read: limits, and from which size on files go to disk. Default: in memory. */
  readonly forms?: FormOptions;
  /**
   * The largest body, in bytes, that gets an `Etag` by itself: to hash a megabyte would hold the loop for more than half
   * a millisecond. Default: 32,768.
   */
  readonly maxEtagBodySize?: number;
  /**
   * With what cookies are signed: a long random text that stays secret, or, to replace it without logging everybody out,
   * keys by version, of which `keyVersion` names the one that signs. Default: none; signed cookies are an error then.
   */
  readonly cookieSecret?: CookieSecret;
  /** Which key of `cookieSecret` signs, if it has several. Default: none. */
  readonly keyVersion?: number;
  /** Where those are sent who are not logged in, see `authenticated`: a path, or a whole URL. Default: none. */
  readonly loginUrl?: string;
  /**
   * Refuse requests other than GET, HEAD and OPTIONS that do not repeat the token of their XSRF cookie, so that pages of
   * other sites cannot act in the name of a user. Default: `false`.
   */
  readonly xsrfCookies?: boolean;
  /** The format of new XSRF tokens; 1 is not masked, and for applications of old. Default: 2. */
  readonly xsrfCookieVersion?: SignedValueVersion;
  /** The name of the XSRF cookie, such as `"__Host-xsrf"`; the form field stays `_xsrf`. Default: `"_xsrf"`. */
  readonly xsrfCookieName?: string;
  /**
   * The attributes of the XSRF cookie, such as `{ httpOnly: true, secure: true, sameSite: "Strict" }`. Default: none;
   * it lives for 30 days if the user is logged in.
   */
  readonly xsrfCookieKwargs?: CookieAttributes;
  /**
   * Compress answers with Brotli or gzip, as the client prefers; see `ContentEncoding`. A page that repeats a secret
   * beside text of others should mask it, as XSRF tokens are. Default: `false`.
   */
  readonly compressResponse?: boolean;
  /**
   * How long a handler may take for a response, in milliseconds: then the client gets a 503 and `request.signal` is
   * aborted with a `RequestTimeoutError`. A class may have a limit of its own: `static requestTimeoutMs`.
   * 0 and `Infinity`: no limit, which is the default.
   */
  readonly requestTimeoutMs?: number;
  /**
   * What happens to a promise that the handling of a request has made, and that is rejected though nothing awaits it:
   * `"log"` logs it with the request that it belongs to; `"throw"` leaves it to Node, which ends the process. With
   * `"log"` each request costs a little more, because its asynchronous context is followed. Default: `"throw"`.
   */
  readonly unhandledRejections?: "log" | "throw";
  /**
   * Options of the watchdog that runs while the application listens and names the line that blocks the loop; `false`:
   * none. Default: a threshold of 250 ms.
   */
  readonly watchdog?: StallWatchdogOptions | false;
  /** The folder of the templates, as a path or a `file:` URL. Default: a handler that renders one has to say where it is. */
  readonly templatePath?: string | URL;
  /** Finds the templates instead of a loader for `templatePath`. */
  readonly templateLoader?: BaseLoader;
  /** The name of the function that escapes what templates print; `null`: none. Default: `xhtmlEscape`. */
  readonly autoescape?: string | null;
  /** What becomes of white space in templates. Default: `single` for `*.html` and `*.js`, `all` for others. */
  readonly templateWhitespace?: WhitespaceMode;
  /** Keep compiled templates; otherwise they are read again for each request. Default: `true` unless `debug` is. */
  readonly compiledTemplateCache?: boolean;
  /** Classes that extend `UIModule`, by the names that templates call: an object, a whole module, or a list of these. */
  readonly uiModules?: object;
  /**
   * Functions that templates call, with the handler before what the template gives: an object, a whole module, or a list
   * of these. Their names begin with a small letter.
   */
  readonly uiMethods?: object;
  /**
   * The folder with the files that are served below `staticUrlPrefix`, and as `/favicon.ico` and `/robots.txt`, as a path
   * or a `file:` URL. Default: none.
   */
  readonly staticPath?: string | URL;
  /** What the URLs of static files begin with. Default: `"/static/"`. */
  readonly staticUrlPrefix?: string;
  /** Serves them, and makes their URLs: `StaticFileHandler`, which is the default, or a class derived from it. */
  readonly staticHandlerClass?: StaticHandlerClass;
  /** What its `initialize` receives beside `path`, such as `{ precompressed: true }`. Default: nothing. */
  readonly staticHandlerArgs?: object;
  readonly [name: string]: unknown;
}
