import { checkedDuration } from "../../base/errors/internal.ts";
import {
  callerOf,
  expectCallers,
  isTyphoonWorker,
  preloadInThreads,
  registerClass,
} from "../../concurrent/internal.ts";
import {
  type FetchOptions,
  fetchFrom,
  type InjectedResponse,
  type Injection,
  inject,
} from "../../http/faces/index.ts";
import type { HTTPServer, HTTPServerOptions } from "../../http/httpserver/index.ts";
import { checkServerOptions } from "../../http/httpserver/internal.ts";
import type { HTTPMessageDelegate, HTTPServerRequest } from "../../http/httputil/index.ts";
import { start, watch } from "../../loop/autoreload/index.ts";
import { checkListenAddress } from "../../net/netutil/internal.ts";
import { joinProcesses } from "../../net/process/internal.ts";
import type { UnixAddress } from "../../net/tcpserver/index.ts";
import { unblockListed } from "../decorators/internal.ts";
import {
  type ApplicationContext,
  type ApplicationSettings,
  ContentEncoding,
  type FinishedRequest,
  type HandlerClass,
  type HookResult,
  type OutputTransformClass,
  RequestHandler,
  type StaticUrlOptions,
} from "../handler/index.ts";
import {
  checkHandlerClass,
  checkSettings,
  type HandlerRoute,
  handlerRoute,
  type RawPathArguments,
  rememberApplication,
  type TemplateExtensions,
  TemplateLoaders,
  UIExtensions,
  watchRejections,
} from "../handler/internal.ts";
import { ErrorHandler, StaticFileHandler } from "../handlers/index.ts";
import { checkKwargs } from "../handlers/internal.ts";
import {
  DefaultHostMatches,
  HostMatches,
  type OpenTarget,
  type PathValue,
  type ReversibleRouter,
  Router,
  Rule,
  type RuleLike,
  RuleRouter,
  type TargetKwargs,
} from "../routing/index.ts";
import { checkRules, isClass } from "../routing/internal.ts";
import { writeAccessLine } from "./access-log.ts";
import { HandlerDelegate } from "./handler-delegate.ts";
import { pendingServer } from "./pending-server.ts";
import { StreamingDelegate } from "./streaming-delegate.ts";
import { WatchedServer } from "./watched-server.ts";

/** A handler class of an application, with the values that its rule has for it. */
export interface RegisteredHandler {
  readonly handlerClass: HandlerClass;
  readonly targetKwargs: TargetKwargs;
}

/** What a router of one's own gives a handler that it chose. */
export interface HandlerDelegateOptions {
  /** What the handler's `initialize` receives. Default: nothing. */
  readonly targetKwargs?: TargetKwargs;
  /** Arguments for the handler's methods, percent-encoded as in a path. Default: none. */
  readonly pathArgs?: readonly (string | undefined)[];
  /** The same with names; then `pathArgs` are not used. Default: none. */
  readonly pathKwargs?: Readonly<Record<string, PathValue | undefined>>;
}

const noPath = Object.freeze({ pathArgs: Object.freeze([]), pathKwargs: undefined });

/**
 * A table of rules that says which handler answers which path, and the settings that all of them share.
 *
 * @example
 * ```ts
 * import { Application, RequestHandler } from "typhoon/web";
 *
 * class MainHandler extends RequestHandler {
 *   get() { this.write("Hello, world"); }
 * }
 *
 * const server = await new Application([["/", MainHandler]]).listen(0, "127.0.0.1");
 * server.stop();
 * ```
 * @see tornado.web.Application
 */
export class Application extends Router implements ApplicationContext, ReversibleRouter {
  /** The settings, those of this library and the application's own. */
  readonly settings: ApplicationSettings;
  /** Address of the module that made the application: what a worker loads to find its handlers. */
  readonly module: string | undefined = callerOf(Application)?.module;
  /** The loaders of its templates. */
  readonly templateLoaders = new TemplateLoaders();
  /** What the settings `uiModules` and `uiMethods` give to templates. */
  readonly templateExtensions: TemplateExtensions;
  readonly #transforms: OutputTransformClass[] = [];
  readonly #registered: RegisteredHandler[] = [];
  readonly #hosts: RuleRouter;
  readonly #rules: RuleRouter;
  readonly #unmatched: HandlerRoute;

  /**
   * @param handlers - rules in the order in which they are tried: `[pattern, handlerClass, kwargs?, name?]` or `url(...)`
   * @param settings - shared by all handlers
   * @throws {TypeError} if a setting is one of ours spelt wrongly or has a value of the wrong type, or a handler class
   *   has a hook or static field in another spelling, such as `get_current_user`
   */
  constructor(handlers: readonly RuleLike[] = [], settings: ApplicationSettings = {}) {
    super();
    checkRules(handlers);
    checkSettings(settings);
    this.settings = settings;
    if (settings.unhandledRejections === "log") this.#followRejections();
    checkTimeout("make an application", settings.requestTimeoutMs);
    this.templateExtensions = new UIExtensions(settings);
    if (settings.compressResponse) this.#transforms.push(ContentEncoding);
    const open = (rule: Rule) => this.#openHandler(rule);
    this.#hosts = new RuleRouter([], open);
    this.#rules = new RuleRouter([...staticRules(settings), ...handlers], open);
    this.#unmatched = this.#unmatchedRoute();
  }

  /**
   * Listens on a TCP port, or on a Unix socket. As long as it does, a watchdog reports what blocks the loop: see the
   * setting `watchdog`.
   *
   * @param port - 0: any that is free; `server.port` tells which. `{ path }`: a Unix socket
   * @param address - an address or host name of this machine. Default: all addresses
   * @param options - of the server
   * @returns the server, once the port is bound; with several `processes`, in each but the first
   * @throws {TypeError} if the port is not a number, for example the text of an environment variable, or an option unknown
   * @throws {AddressInUseError} `ERR_ADDRESS_IN_USE` if another program listens there
   * @throws {ForkedProcessStartError} `ERR_PROCESS_START` in the first of several `processes`, if the others cannot start
   */
  listen(port: number | UnixAddress, address?: string, options?: HTTPServerOptions): Promise<HTTPServer> {
    return pendingServer(this.#listen(port, address, options));
  }

  async #listen(
    port: number | UnixAddress,
    address: string | undefined,
    options: HTTPServerOptions | undefined,
  ): Promise<HTTPServer> {
    checkListenAddress(port, address);
    checkServerOptions(options);
    this.#reloadOnChange();
    // Before the watchdog: the process that supervises the others has no use for one.
    await joinProcesses(options?.processes);
    const server = new WatchedServer(this, options);
    await server.listen(port, address);
    return server;
  }

  /**
   * Answers a `Request` of the Fetch standard in this process, without a socket: for platforms that speak it, and for
   * tests.
   *
   * @param request - its URL gives path, host and protocol; its `signal` is a client that leaves
   * @param options - what a request does not say, such as the client's address
   * @returns resolves with the head of the answer, while the body may still come; rejects with the signal's reason when
   *   it is aborted first, and with an `HTTPOutputError` if the handler broke its answer off before that
   * @example
   * ```ts
   * import { Application, RequestHandler } from "typhoon/web";
   *
   * class MainHandler extends RequestHandler {
   *   get() { this.write("Hello, world"); }
   * }
   * const app = new Application([["/", MainHandler]]);
   *
   * const response = await app.fetch(new Request("http://localhost/"));
   * await response.text();   // "Hello, world"
   * ```
   */
  fetch(request: Request, options?: FetchOptions): Promise<Response> {
    return fetchFrom(this, request, options);
  }

  /**
   * Sends one request to this application, in memory, for tests: what a client over HTTP/1.1 can do, this can too.
   *
   * @param injection - the request, or its path
   * @returns resolves with the head of the answer, while the body may still come; see `inject` of `typhoon/testing`
   * @throws {TypeError} if no client could send such a method, path or header field
   * @example
   * ```ts
   * import { Application, RequestHandler } from "typhoon/web";
   *
   * class MainHandler extends RequestHandler {
   *   get() { this.write("Hello, world"); }
   * }
   *
   * const response = await new Application([["/", MainHandler]]).inject("/");
   * await response.text();   // "Hello, world"
   * ```
   */
  inject(injection?: Injection | string): Promise<InjectedResponse> {
    return inject(this, injection);
  }

  /**
   * Adds rules for the hosts of a pattern; they are tried before the application's other rules.
   *
   * @param hostPattern - a regular expression for the whole host name, in lower case
   * @param rules - as for the constructor
   */
  addHandlers(hostPattern: string | RegExp, rules: readonly RuleLike[]): void {
    const matcher = new HostMatches(hostPattern);
    this.#hosts.addRules([new Rule(matcher, rules)]);
    const { defaultHost } = this.settings;
    if (defaultHost === undefined) return;
    this.#rules.addRules([new Rule(new DefaultHostMatches(defaultHost, matcher.hostPattern), rules)]);
  }

  /** What changes its answers on their way out, in order. */
  get transforms(): readonly OutputTransformClass[] {
    return this.#transforms;
  }

  /** Has every answer go through a new object of that class, after those that there are already. */
  addTransform(transformClass: OutputTransformClass): void {
    this.#transforms.push(transformClass);
  }

  override findHandler(request: HTTPServerRequest): HTTPMessageDelegate {
    return (
      this.#hosts.findHandler(request) ??
      this.#rules.findHandler(request) ??
      this.#delegate(request, this.#unmatched, noPath)
    );
  }

  /** For routers of one's own: has a new object of that class handle the request. */
  getHandlerDelegate(
    request: HTTPServerRequest,
    handlerClass: HandlerClass,
    options: HandlerDelegateOptions = {},
  ): HTTPMessageDelegate {
    const { targetKwargs, pathArgs = [], pathKwargs } = options;
    return this.#delegate(request, this.#route(handlerClass, targetKwargs), { pathArgs, pathKwargs });
  }

  /**
   * The path that leads to the rule of that name.
   *
   * @param name - the fourth element of a rule
   * @param args - one for each group of its pattern, or one object with a value for each name; percent-encoded here
   * @throws {TypeError} if there is no such rule, or the number of arguments is not that of its groups
   */
  reverseUrl(name: string, ...args: readonly unknown[]): string {
    const found = this.#rules.reverseUrl(name, ...args) ?? this.#hosts.reverseUrl(name, ...args);
    if (found !== undefined) return found;
    throw new TypeError(`Cannot reverse url as ${name} is not found in named urls`);
  }

  /** Whether it has a rule of that name. */
  knowsUrl(name: string): boolean {
    return this.#rules.knowsUrl(name) || this.#hosts.knowsUrl(name);
  }

  makeStaticUrl(path: string, options: StaticUrlOptions): string {
    const { staticHandlerClass = StaticFileHandler } = this.settings;
    return staticHandlerClass.makeStaticUrl(this.settings, path, options);
  }

  /**
   * Writes a request that is over to the access log: below 400 at level `info`, below 500 `warn`, above `error`.
   *
   * The setting `logFunction` replaces this; a subclass may override it.
   */
  logRequest(handler: FinishedRequest): HookResult {
    if (this.settings.logFunction !== undefined) return this.settings.logFunction(handler);
    writeAccessLine(handler);
  }

  /** Its rules: those for hosts, then the others, in the order in which they are tried. */
  get rules(): readonly Rule[] {
    return [...this.#hosts.rules, ...this.#rules.rules];
  }

  /** Every handler class that a rule of this application, or its default, leads to. */
  handlerClasses(): readonly RegisteredHandler[] {
    return [...this.#registered];
  }

  /** Which request a promise belongs to is known only where its asynchronous context is followed. */
  #followRejections(): void {
    expectCallers();
    preloadInThreads("web/index.js");
    watchRejections();
  }

  #reloadOnChange(): void {
    const { debug = false, autoreload = debug, staticPath, templatePath } = this.settings;
    if (!autoreload) return;
    for (const path of [staticPath, templatePath]) if (path !== undefined) watch(path);
    start();
  }

  #openHandler({ target, targetKwargs }: Rule): OpenTarget | undefined {
    if (!isHandlerClass(target)) return refuseClass(target);
    const route = this.#register(target, targetKwargs);
    return (request, match) => this.#delegate(request, route, match);
  }

  #unmatchedRoute(): HandlerRoute {
    const { defaultHandlerClass, defaultHandlerArgs } = this.settings;
    if (defaultHandlerClass === undefined) return this.#route(ErrorHandler, { statusCode: 404 });
    if (isHandlerClass(defaultHandlerClass))
      return this.#register(defaultHandlerClass, { ...defaultHandlerArgs });
    throw new TypeError(
      `Cannot use defaultHandlerClass as it has to extend RequestHandler: current value is ${defaultHandlerClass.name}`,
    );
  }

  #register(handlerClass: HandlerClass, targetKwargs: TargetKwargs): HandlerRoute {
    checkHandlerClass(handlerClass);
    checkKwargs(handlerClass, targetKwargs);
    checkTimeout(`use ${handlerClass.name}`, handlerClass.requestTimeoutMs);
    this.#registered.push({ handlerClass, targetKwargs });
    unblockListed(handlerClass, this.module);
    if (isTyphoonWorker()) this.#offerToWorker(handlerClass);
    return this.#route(handlerClass, targetKwargs);
  }

  #route(handlerClass: HandlerClass, targetKwargs: TargetKwargs | undefined): HandlerRoute {
    return handlerRoute(handlerClass, targetKwargs, this.settings.forms);
  }

  #delegate(request: HTTPServerRequest, route: HandlerRoute, path: RawPathArguments): HTTPMessageDelegate {
    if (route.body === "gathered") return new HandlerDelegate(this, request, route, path);
    return new StreamingDelegate(this, request, route, path);
  }

  /** A handler class need not be exported for a worker to find it: it is enough that an application there has it. */
  #offerToWorker(handlerClass: HandlerClass): void {
    registerClass(handlerClass);
    rememberApplication(this, handlerClass);
  }
}

/** The settings may be shared by applications: they are read, and not changed. */
function staticRules(settings: ApplicationSettings): readonly RuleLike[] {
  const { staticPath, staticUrlPrefix = "/static/", staticHandlerClass = StaticFileHandler } = settings;
  if (staticPath === undefined) return [];
  const kwargs = { ...settings.staticHandlerArgs, path: staticPath };
  const prefix = staticUrlPrefix.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
  const patterns = [`${prefix}(.*)`, "/(favicon\\.ico)", "/(robots\\.txt)"];
  return patterns.map((pattern) => [pattern, staticHandlerClass, kwargs] as const);
}

/** Other targets than classes are the router's matter. */
function refuseClass(target: Rule["target"]): undefined {
  if (!isClass(target)) return undefined;
  throw new TypeError(
    `Cannot route to ${target.name || "a class"} because it is no handler: write class ${target.name || "Page"} extends RequestHandler`,
  );
}

function checkTimeout(action: string, timeoutMs: number | undefined): void {
  if (timeoutMs !== undefined) checkedDuration(action, "requestTimeoutMs", timeoutMs);
}

function isHandlerClass(target: unknown): target is HandlerClass {
  return (
    typeof target === "function" && (target === RequestHandler || target.prototype instanceof RequestHandler)
  );
}
