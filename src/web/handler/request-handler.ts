// This file is longer than others because its documented hooks are what an application writes against; each method is a
// line or two, and what it does lives in the collaborator that it calls.
import type { Duplex } from "node:stream";
import type { Locale } from "../../base/locale/internal.ts";
import type { BaseLoader, TemplateNamespace } from "../../base/template/index.ts";
// biome-ignore lint/correctness/noUnusedImports: it names the computed field that is declared below
import type { receiverProtocol } from "../../concurrent/internal.ts";
import {
  type CookieAttributes,
  type DetachOptions,
  type FormOptions,
  HTTPInputError,
  type HTTPServerRequest,
  type MultipartPart,
  multipartParts,
} from "../../http/httputil/index.ts";
import { type BodyStream, isCookieName } from "../../http/httputil/internal.ts";
import { type Active, type Activity, activitySymbol } from "../../loop/watchdog/internal.ts";
import type { PathValue } from "../routing/index.ts";
import type { ApplicationContext } from "./application-context.ts";
import type { ArgumentType, ArgumentValue } from "./argument-type.ts";
import {
  type ArgumentOptions,
  allArguments,
  type DefaultArgument,
  decodeUtf8,
  lastArgument,
  type TypedArgumentOptions,
} from "./arguments.ts";
import { type BodyChunk, jsonText, jsonType, unwritable } from "./body-chunk.ts";

import { type ClearCookieAttributes, dropCookie, putCookie } from "./cookies.ts";
import { CurrentUser, type UserOf } from "./current-user.ts";
import { entityTag } from "./entity-tag.ts";
import { errorPage, traceback } from "./error-page.ts";
import { HTTPError, MissingSettingError } from "./errors.ts";
import { logFailure, sendErrorPage } from "./failing.ts";
import { afterEnd, concludeResponse, detachConnection, finishResponse, flushResponse } from "./finishing.ts";
import type { HandlerHooks, HookResult, PrepareResult, SendErrorOptions } from "./handler-hooks.ts";
import { type HeaderValue, headerText } from "./header-value.ts";
import { readJsonBody } from "./json-body.ts";
import { lateError } from "./late-errors.ts";
import { scriptElement, scriptElements, styleElement, styleElements } from "./page-assets.ts";
import { evaluatePreconditions, isKnownToClient, type Representation } from "./preconditions.ts";
import { isProblem, writeProblem } from "./problem.ts";
import { type RedirectOptions, redirectStatus, redirectTarget } from "./redirection.ts";
import { Rendering } from "./rendering.ts";
import { requestSummary } from "./request-summary.ts";
import { ResponseBuffer } from "./response-buffer.ts";
import { type VerbResult, writeResult } from "./returned-body.ts";
import type { ApplicationSettings } from "./settings.ts";
import {
  type GetSignedCookieOptions,
  putSignedCookie,
  readSignedCookie,
  type SetSignedCookieOptions,
  signFor,
} from "./signed-cookies.ts";
import { getSignatureKeyVersion, type SignedValueVersion } from "./signed-value.ts";
import { type StaticUrlOptions, staticUrlRules } from "./static-url-options.ts";
import { synchronous } from "./synchronous.ts";
import type { TemplateHooks } from "./template-hooks.ts";
import { loaderOf } from "./template-loaders.ts";
import { browserLocale } from "./user-locale.ts";
import { XsrfTokens } from "./xsrf.ts";

/** What the groups of a path's pattern caught, by position. */
export type PathArguments = readonly (string | undefined)[];

/** What the named groups of a path's pattern caught: text, or a number where a parameter of the path is one. */
export type PathKeywords = Readonly<Record<string, PathValue | undefined>>;

let bufferOf: (handler: RequestHandler) => ResponseBuffer;
let setPath: (handler: RequestHandler, args: PathArguments, kwargs?: PathKeywords) => void;
let bodyTo: (handler: RequestHandler, body: BodyStream) => void;
let currentUserOf: (handler: RequestHandler) => CurrentUser;
let argumentsOf: (handler: RequestHandler) => readonly unknown[];

const noArguments: PathArguments = Object.freeze([]);
const noKeywords: PathKeywords = Object.freeze({});

/**
 * Handles one request. A subclass defines a method for each HTTP method that it answers, such as `get` or `post`.
 *
 * Such a method may be synchronous, `async`, or a generator, which runs as a coroutine; when it has ended, the response
 * is finished, unless the method is marked `asynchronous`. An async generator sends each value that it yields. The
 * method's parameters are what the groups of the path's pattern caught: one each for positional groups, one object for
 * named ones and for a path with parameters. What the method returns is its body, after whatever it has written.
 *
 * @example
 * ```ts
 * import { Application, RequestHandler } from "typhoon/web";
 *
 * class Greeting extends RequestHandler {
 *   get(name: string) {
 *     this.write(`Hello, ${name}, you are ${this.getArgument("age", "of any age")}`);
 *   }
 * }
 *
 * const app = new Application([["/hello/(\\w+)", Greeting]]);
 * ```
 * @see tornado.web.RequestHandler
 */
export class RequestHandler implements HandlerHooks, TemplateHooks, Active {
  /** The HTTP methods that this class understands; a subclass may list further ones and define their methods. */
  static readonly supportedMethods: readonly string[] = [
    "GET",
    "HEAD",
    "POST",
    "DELETE",
    "PATCH",
    "PUT",
    "OPTIONS",
  ];

  /**
   * Names of methods that run on a worker thread, as if each was decorated with `@unblock`: for programs that run where
   * decorators are not understood.
   */
  static readonly blocking: readonly string[] = [];

  /**
   * Whether the handler takes the body while it arrives; the same as the decorator `streamRequestBody`, for programs that
   * run where decorators are not understood.
   */
  static readonly streamRequestBody: boolean = false;

  /**
   * Names of methods that are for users alone, as if each was decorated with `@authenticated`: for programs that run
   * where decorators are not understood.
   */
  static readonly authenticated: readonly string[] = [];

  /**
   * How long its objects may take for a response, in milliseconds: then the client gets a 503 and `request.signal` is
   * aborted with a `RequestTimeoutError`. Default: the setting `requestTimeoutMs`; 0 and `Infinity`: no limit.
   */
  static readonly requestTimeoutMs: number | undefined = undefined;

  // For the type of `@unblock` only: methods of handlers can run on workers.
  declare readonly [receiverProtocol]: object;

  /** The application that the request came to. */
  readonly application: ApplicationContext;
  /** The request. */
  readonly request: HTTPServerRequest;
  /** Whether `staticUrl` begins with protocol and host, unless it is told. Default: `false`. */
  includeHost = false;
  #pathArgs = noArguments;
  #pathKwargs: PathKeywords | undefined = undefined;
  #locale: Locale | undefined;
  readonly #response = new ResponseBuffer();
  #body: BodyStream | undefined = undefined;
  #rendering: Rendering | undefined = undefined;
  #user: CurrentUser | undefined = undefined;
  #xsrf: XsrfTokens | undefined = undefined;

  static {
    currentUserOf = (handler) => handler.#currentUser;
    bufferOf = (handler) => handler.#response;
    setPath = (handler, args, kwargs) => {
      handler.#pathArgs = args;
      handler.#pathKwargs = kwargs;
    };
    bodyTo = (handler, body) => {
      handler.#body = body;
    };
    argumentsOf = (handler) =>
      handler.#pathKwargs === undefined ? handler.#pathArgs : [handler.#pathKwargs];
  }

  /**
   * Objects of this class are made by the application; a subclass overrides `initialize` instead of this.
   *
   * @param application - what the handler may ask of its application
   * @param request - the request, with its body
   */
  constructor(application: ApplicationContext, request: HTTPServerRequest) {
    this.application = application;
    this.request = request;
  }

  /** The settings of the application. */
  get settings(): ApplicationSettings {
    return this.application.settings;
  }

  /** What the positional groups of the path's pattern caught; known in `prepare` already. */
  get pathArgs(): PathArguments {
    return this.#pathArgs;
  }

  /** What the named groups, or the parameters, of the path's pattern caught; known in `prepare` already. */
  get pathKwargs(): PathKeywords {
    return this.#pathKwargs ?? noKeywords;
  }

  // Hooks: the life of a request, in order.

  /** Called for every response before anything else is set on it, also before an error page. */
  setDefaultHeaders(): void {}

  /**
   * Called first, with the values that the handler's rule has for it; its fields are set here.
   *
   * It is not called by the constructor but after it, so that the fields that a subclass declares are not set back.
   *
   * @param _kwargs - the third element of the handler's rule
   */
  initialize(_kwargs: unknown): void {}

  /** Called before the HTTP method's own method, for all of them; if it finishes the response, that one is not called. */
  prepare(): PrepareResult {}

  /**
   * Called with each piece of the body, after `prepare` and before the HTTP method's own method, if the class is a
   * `streamRequestBody` one and defines this.
   *
   * While a promise that it returns is not settled, no more is read from the client.
   *
   * @param _chunk - bytes, not to be changed
   */
  dataReceived(_chunk: Buffer): PrepareResult {}

  /** Answers a GET request; without it, the client gets a 405. */
  get(..._args: unknown[]): VerbResult {
    throw methodNotAllowed(this);
  }

  /** Answers a HEAD request, which is not derived from `get`; a body that it writes is counted, not sent. */
  head(..._args: unknown[]): VerbResult {
    throw methodNotAllowed(this);
  }

  /** Answers a POST request; without it, the client gets a 405. */
  post(..._args: unknown[]): VerbResult {
    throw methodNotAllowed(this);
  }

  /** Answers a DELETE request; without it, the client gets a 405. */
  delete(..._args: unknown[]): VerbResult {
    throw methodNotAllowed(this);
  }

  /** Answers a PATCH request; without it, the client gets a 405. */
  patch(..._args: unknown[]): VerbResult {
    throw methodNotAllowed(this);
  }

  /** Answers a PUT request; without it, the client gets a 405. */
  put(..._args: unknown[]): VerbResult {
    throw methodNotAllowed(this);
  }

  /** Answers an OPTIONS request; without it, the client gets a 405. */
  options(..._args: unknown[]): VerbResult {
    throw methodNotAllowed(this);
  }

  /**
   * Called once for every request: after its response was handed to the connection, or after `onConnectionClose` if the
   * client left before that, even while the handler is still at work. Nothing can be written any more.
   */
  onFinish(): HookResult {}

  /** Called when the client leaves before its response is complete; `request.signal` is aborted by then. */
  onConnectionClose(): HookResult {}

  // The request.

  /**
   * The body, piece by piece while it arrives, for a `streamRequestBody` class without `dataReceived`; to be read once.
   *
   * No more is read from the client while a piece is being worked on. Leaving the loop drops the rest. If the client
   * leaves, the loop throws a `ClientClosedError`.
   *
   * @throws {TypeError} in a class of another kind
   */
  bodyStream(): AsyncIterableIterator<Buffer> {
    if (this.#body !== undefined) return this.#body;
    throw new TypeError(
      `Cannot use bodyStream() in ${this.constructor.name} as it is not static streamRequestBody = true, or has a dataReceived`,
    );
  }

  /**
   * The parts of a multipart form, one after the other while they arrive; as {@link bodyStream} otherwise.
   *
   * @param options - limits. Default: the setting `forms`; nothing goes to disk here
   * @throws {HTTPInputError} `ERR_HTTP_INPUT` 415 if the body is no multipart form, 400 if it is malformed, 413 if it is
   *   beyond a limit: what a handler does not catch is its answer
   * @example
   * ```ts
   * import { createWriteStream } from "node:fs";
   * import { pipeline } from "node:stream/promises";
   * import { RequestHandler } from "typhoon/web";
   *
   * class Upload extends RequestHandler {
   *   static streamRequestBody = true;
   *
   *   async post() {
   *     for await (const part of this.multipart({ maxFileSize: 2 ** 30 })) {
   *       if (part.filename !== undefined) await pipeline(part, createWriteStream(`/srv/${crypto.randomUUID()}`));
   *     }
   *   }
   * }
   * ```
   */
  multipart(options?: FormOptions): AsyncIterableIterator<MultipartPart> {
    const contentType = this.request.headers.get("Content-Type") ?? "";
    return multipartParts(contentType, this.bodyStream(), { ...this.settings.forms, ...options });
  }

  /**
   * The last value of an argument, of the body if it has the argument, otherwise of the query.
   *
   * @param name - the argument's name
   * @param defaultValue - returned if the request does not have the argument
   * @param options - `strip`: whether white space around the value is taken off; `type`: what its text has to be; both
   *   also without a default before them
   * @throws {MissingArgumentError} `ERR_MISSING_ARGUMENT` if there is neither argument nor default: a 400
   * @throws {InvalidArgumentError} `ERR_INVALID_ARGUMENT` if the text is none of the type: a 400 that names the argument
   * @example
   * ```ts
   * import { RequestHandler } from "typhoon/web";
   *
   * class Search extends RequestHandler {
   *   get() {
   *     const year = this.getArgument("year", { type: Number });      // number; without it, a 400
   *     const page = this.getArgument("page", 1, { type: Number });   // number
   *     const name = this.getArgument("name", undefined);             // string | undefined
   *     this.write({ year, page, name: name ?? null });
   *   }
   * }
   * ```
   */
  getArgument(name: string): string;
  getArgument(name: string, options: Required<ArgumentOptions>): string;
  getArgument<Type extends ArgumentType>(
    name: string,
    options: TypedArgumentOptions<Type>,
  ): ArgumentValue<Type>;
  getArgument<Type extends ArgumentType, Default>(
    name: string,
    defaultValue: Default,
    options: TypedArgumentOptions<Type>,
  ): ArgumentValue<Type> | Default;
  getArgument<Default>(name: string, defaultValue: Default, options?: ArgumentOptions): string | Default;
  getArgument(name: string, ...fallback: DefaultArgument): unknown {
    return lastArgument(this, this.request.arguments, name, fallback);
  }

  /** All values of an argument, those of the query before those of the body; an empty list if there are none. */
  getArguments<Type extends ArgumentType>(
    name: string,
    options: TypedArgumentOptions<Type>,
  ): ArgumentValue<Type>[];
  getArguments(name: string, options?: ArgumentOptions): string[];
  getArguments(name: string, options?: ArgumentOptions | TypedArgumentOptions): unknown[] {
    return allArguments(this, this.request.arguments, name, options);
  }

  /** The last value of an argument of the query; otherwise as {@link getArgument}. */
  getQueryArgument(name: string): string;
  getQueryArgument(name: string, options: Required<ArgumentOptions>): string;
  getQueryArgument<Type extends ArgumentType>(
    name: string,
    options: TypedArgumentOptions<Type>,
  ): ArgumentValue<Type>;
  getQueryArgument<Type extends ArgumentType, Default>(
    name: string,
    defaultValue: Default,
    options: TypedArgumentOptions<Type>,
  ): ArgumentValue<Type> | Default;
  getQueryArgument<Default>(name: string, defaultValue: Default, options?: ArgumentOptions): string | Default;
  getQueryArgument(name: string, ...fallback: DefaultArgument): unknown {
    return lastArgument(this, this.request.queryArguments, name, fallback);
  }

  /** All values of an argument of the query. */
  getQueryArguments<Type extends ArgumentType>(
    name: string,
    options: TypedArgumentOptions<Type>,
  ): ArgumentValue<Type>[];
  getQueryArguments(name: string, options?: ArgumentOptions): string[];
  getQueryArguments(name: string, options?: ArgumentOptions | TypedArgumentOptions): unknown[] {
    return allArguments(this, this.request.queryArguments, name, options);
  }

  /** The last value of an argument of the body; otherwise as {@link getArgument}. */
  getBodyArgument(name: string): string;
  getBodyArgument(name: string, options: Required<ArgumentOptions>): string;
  getBodyArgument<Type extends ArgumentType>(
    name: string,
    options: TypedArgumentOptions<Type>,
  ): ArgumentValue<Type>;
  getBodyArgument<Type extends ArgumentType, Default>(
    name: string,
    defaultValue: Default,
    options: TypedArgumentOptions<Type>,
  ): ArgumentValue<Type> | Default;
  getBodyArgument<Default>(name: string, defaultValue: Default, options?: ArgumentOptions): string | Default;
  getBodyArgument(name: string, ...fallback: DefaultArgument): unknown {
    return lastArgument(this, this.request.bodyArguments, name, fallback);
  }

  /** All values of an argument of the body. */
  getBodyArguments<Type extends ArgumentType>(
    name: string,
    options: TypedArgumentOptions<Type>,
  ): ArgumentValue<Type>[];
  getBodyArguments(name: string, options?: ArgumentOptions): string[];
  getBodyArguments(name: string, options?: ArgumentOptions | TypedArgumentOptions): unknown[] {
    return allArguments(this, this.request.bodyArguments, name, options);
  }

  /**
   * Hook: turns bytes of the request, an argument's or those that a group of the path caught, into text.
   *
   * @param value - percent-decoded bytes
   * @param name - the argument's or group's name, if it has one
   * @throws {HTTPError} 400 if the bytes are not UTF-8
   */
  decodeArgument(value: Buffer, name?: string): string {
    return decodeUtf8(value, name);
  }

  /**
   * The value of a JSON body.
   *
   * A client that sends another type gets a 415, malformed JSON is a 400 that says so, and so is a key `__proto__` or
   * `constructor.prototype`. How large a body may be is a limit of the server, `maxBodySize`. To check its shape, declare a
   * schema with `described`.
   *
   * @throws {HTTPError} `ERR_HTTP_STATUS` 415 or 400
   * @example
   * ```ts
   * import { RequestHandler } from "typhoon/web";
   *
   * class Names extends RequestHandler {
   *   override post() {
   *     return { got: this.getJsonBody() };
   *   }
   * }
   * ```
   */
  getJsonBody(): unknown {
    return readJsonBody(this.request);
  }

  /** The cookies that the client sent, by name: `this.request.cookies`. */
  get cookies(): ReadonlyMap<string, string> {
    return this.request.cookies;
  }

  /** The value of a cookie that the client sent. */
  getCookie(name: string): string | undefined;
  getCookie<T>(name: string, defaultValue: T): string | T;
  getCookie<T>(name: string, defaultValue?: T): string | T | undefined {
    return this.request.cookies.get(name) ?? defaultValue;
  }

  /**
   * The value of a cookie that `setSignedCookie`, or Tornado, has set.
   *
   * @param name - the cookie's name
   * @param options - how old it may be; `value`: another text instead of the cookie's
   * @returns `undefined` if there is none, or it is not signed with the application's secret, or is too old. What is
   *   not UTF-8 comes as bytes from `decodeSignedValue`
   * @throws {MissingSettingError} `ERR_MISSING_SETTING` without the setting `cookieSecret`
   */
  getSignedCookie(name: string, options?: GetSignedCookieOptions): string | undefined {
    return readSignedCookie(this, name, options);
  }

  /**
   * With which version of the keys a signed cookie says it was signed; nothing is verified.
   *
   * @param name - the cookie's name
   * @param value - another text instead of the cookie's
   * @throws {MissingSettingError} `ERR_MISSING_SETTING` without the setting `cookieSecret`
   */
  getSignedCookieKeyVersion(name: string, value = this.getCookie(name)): number | undefined {
    this.requireSetting("cookieSecret", "signed cookies");
    return value === undefined ? undefined : getSignatureKeyVersion(value);
  }

  // The user.

  /**
   * Hook: who sent the request, for example by a signed cookie; asked once for each request. It may be asynchronous.
   *
   * @returns anything true for a user, `undefined` or `null` for a stranger
   */
  getCurrentUser(): unknown {
    return undefined;
  }

  /**
   * The user's language, for `translate` and dates: what `getUserLocale` says, otherwise what the browser asks for. It is
   * found out once; `prepare` may set it, where that takes an asynchronous look into a database.
   */
  get locale(): Locale {
    this.#locale ??= synchronous(this, "getUserLocale", this.getUserLocale()) ?? this.getBrowserLocale();
    return this.#locale;
  }

  set locale(locale: Locale) {
    this.#locale = locale;
  }

  /** Hook: the locale that the user has chosen, from a cookie for example; `undefined`: the browser decides. */
  getUserLocale(): Locale | undefined {
    return undefined;
  }

  /**
   * The loaded locale that fits `Accept-Language` best.
   *
   * @param defaultCode - where the browser asks for none that is loaded
   */
  getBrowserLocale(defaultCode = "en_US"): Locale {
    return browserLocale(this.request.headers.get("Accept-Language"), defaultCode);
  }

  /**
   * Who sent the request: what `getCurrentUser` has found, or what was assigned, as `prepare` may do.
   *
   * @throws {TypeError} if `getCurrentUser` is asynchronous and has not ended: mark the method `authenticated`, or
   *   `await this.loadCurrentUser()` before
   */
  get currentUser(): UserOf<this> {
    return this.#currentUser.get(this) as UserOf<this>;
  }

  set currentUser(user: unknown) {
    this.#currentUser.set(user);
  }

  /** The same for an asynchronous `getCurrentUser`: waits until it has ended. */
  async loadCurrentUser(): Promise<UserOf<this>> {
    return (await this.#currentUser.load(this)) as UserOf<this>;
  }

  /**
   * Hook: where those are sent who are not logged in.
   *
   * Where the setting is missing too, `authenticated` answers 401 with the setting `authChallenge`.
   *
   * @returns default: the setting `loginUrl`
   * @throws {MissingSettingError} `ERR_MISSING_SETTING` without that setting
   */
  getLoginUrl(): string {
    return this.requireSetting("loginUrl", "authenticated");
  }

  // Requests in the name of a user that another site's page makes.

  /**
   * The token that a form or a script of this site repeats, to show that the request is its own. The first use sets the
   * cookie, if the client has none: before header fields are sent.
   */
  get xsrfToken(): string {
    return this.#xsrfTokens.show(() => this.#hasUser());
  }

  /**
   * Hook: checks the token of a request that is not a GET, HEAD or OPTIONS, with the setting `xsrfCookies`.
   *
   * The token may come as argument `_xsrf`, or as header field `X-XSRFToken` or `X-CSRFToken`.
   *
   * @throws {HTTPError} 403 if it is missing, malformed, or not that of the cookie
   */
  checkXsrfCookie(): void {
    this.#xsrfTokens.check();
  }

  /** The token as a hidden field, to be put into every form that is posted. */
  xsrfFormHtml(): string {
    return `<input type="hidden" name="_xsrf" value="${this.xsrfToken}"/>`;
  }

  // The response.

  /**
   * Sets the status.
   *
   * @param status - a whole number from 100 to 999
   * @param reason - default: the usual phrase; one that is unsafe on the wire or on a page becomes `Unknown`
   * @throws {RangeError} if the status is another number
   */
  setStatus(status: number, reason?: string): void {
    this.#response.setStatus(status, reason);
  }

  /** The status of the response, as it stands. */
  getStatus(): number {
    return this.#response.status;
  }

  /** The reason phrase of the response, as it stands. */
  getReason(): string {
    return this.#response.reason;
  }

  /** Whether the response is complete: nothing can be written any more. */
  get isFinished(): boolean {
    return this.#response.finished;
  }

  /**
   * Sets a header field, replacing all of that name.
   *
   * @param name - case does not matter
   * @param value - text, a whole number, bytes or a date
   * @throws {TypeError} if the value is of another type, or could end the field and begin another
   */
  setHeader(name: string, value: HeaderValue): void {
    this.#response.headers.set(name, headerText(value));
  }

  /** Adds a header field beside those of the same name; values are as for {@link setHeader}. */
  addHeader(name: string, value: HeaderValue): void {
    this.#response.headers.add(name, headerText(value));
  }

  /** Takes back a header field, also one that every response has; one added by `addHeader` or `setCookie` alike stays. */
  clearHeader(name: string): void {
    this.#response.headers.delete(name);
  }

  /**
   * Sets a cookie; one of the same name that this response sets is replaced wholly.
   *
   * @param name - a token
   * @param value - text without spaces and control characters, up to U+00FF
   * @param attributes - what the browser may do with it
   * @throws {TypeError} if a part of it could be taken for something else
   */
  setCookie(name: string, value: string, attributes?: CookieAttributes): void {
    putCookie(this.#response, name, value, attributes);
  }

  /**
   * Makes the browser drop a cookie.
   *
   * @param attributes - `path` and `domain` have to be those with which the cookie was set
   */
  clearCookie(name: string, attributes?: ClearCookieAttributes): void {
    dropCookie(this.#response, name, attributes);
  }

  /**
   * Makes the browser drop every cookie that it has sent.
   *
   * @param attributes - `path` and `domain` have to be those with which the cookies were set
   */
  clearAllCookies(attributes?: ClearCookieAttributes): void {
    for (const name of this.request.cookies.keys())
      if (isCookieName(name)) this.clearCookie(name, attributes);
  }

  /**
   * Sets a cookie that nobody without the application's secret can make or change. Anybody can read it.
   *
   * @param name - a token
   * @param value - text, or bytes
   * @param options - as for `setCookie`, and the format; by itself it lives for 30 days
   * @throws {MissingSettingError} `ERR_MISSING_SETTING` without the setting `cookieSecret`
   */
  setSignedCookie(name: string, value: string | Uint8Array, options: SetSignedCookieOptions = {}): void {
    putSignedCookie(this, name, value, options);
  }

  /**
   * Signs a value with the application's secret, for the places where it is no cookie.
   *
   * @param name - the name under which it is asked for
   * @param value - text, or bytes
   * @param version - the format. Default: 2
   * @throws {MissingSettingError} `ERR_MISSING_SETTING` without the setting `cookieSecret`
   */
  createSignedValue(name: string, value: string | Uint8Array, version?: SignedValueVersion): string {
    return signFor(this, name, value, version);
  }

  /**
   * Adds a piece to the body; it is sent by `flush`, or at the end.
   *
   * @param chunk - text (sent as UTF-8), bytes (not copied), or an object, which goes out as JSON with its content type
   * @throws {TypeError} if it is of another type, above all a list, or the response is finished
   */
  write(chunk: BodyChunk): void {
    const response = this.#response;
    if (response.finished) throw afterEnd(this, response, "Cannot write() after finish()");
    if (typeof chunk === "string" || chunk instanceof Uint8Array) {
      response.append(chunk);
    } else {
      if (typeof chunk !== "object" || chunk === null) throw unwritable(chunk);
      const text = jsonText(chunk);
      response.headers.set("Content-Type", jsonType);
      response.append(text);
    }
  }

  /** Friends only: writes what a method returned. */
  [writeResult](value: unknown): void {
    // `write` itself refuses what no response can hold.
    this.write(value as BodyChunk);
  }

  /**
   * Sends what was written so far.
   *
   * @returns resolves when there is room for more: a producer that waits for it keeps memory bounded; rejects with a
   *   `ClientClosedError` if the client is gone
   * @throws {TypeError} if the response is finished
   */
  flush(): Promise<void> {
    return flushResponse(this, this.#response);
  }

  /**
   * Completes the response. Only an `asynchronous` method has to call it, others may.
   *
   * @param chunk - written before
   * @returns resolves when the last piece has found room
   * @throws {TypeError} if the response is finished already, or has a body that its status does not allow
   */
  finish(chunk?: BodyChunk): Promise<void> {
    if (this.#response.finished) throw afterEnd(this, this.#response, "finish() called twice");
    if (chunk !== undefined) this.write(chunk);
    return finishResponse(this, this.#response);
  }

  /**
   * Sends the client to another URL, and finishes the response.
   *
   * @param url - absolute or relative
   * @param options - `permanent`: 301 instead of 302; `status`: any other from 300 to 399
   * @throws {TypeError} if header fields have been sent already
   * @throws {RangeError} if the status is not a redirection's
   */
  redirect(url: string, options?: RedirectOptions): void {
    if (this.#response.headersWritten)
      throw afterEnd(this, this.#response, "Cannot redirect after headers have been written");
    this.setStatus(redirectStatus(options));
    this.setHeader("Location", redirectTarget(url));
    this.finish();
  }

  /** Forgets everything set and written so far, but cookies; `setDefaultHeaders` is called again. */
  clear(): void {
    this.#response.clear();
    synchronous(this, "setDefaultHeaders", this.setDefaultHeaders());
  }

  /**
   * Takes the stream over from HTTP; the handler answers on it by itself, in whatever protocol, and closes it. Time limits
   * and size limits of the request end here.
   *
   * The stream begins to flow with its first `data` listener, pipe or loop, and bytes that came behind the head come first.
   * It is half-open: when the client has sent everything, call `end()`. Where it is a `net.Socket`, `IOStream.from(socket)` of
   * `typhoon/iostream` reads it as Tornado's `detach` lets you.
   *
   * A server that drains waits for the stream to close; `onShutdown` tells when it begins to, see {@link DetachOptions}.
   *
   * @param options - what is to happen when the server stops
   * @returns the socket, where the request came on one
   * @throws {TypeError} if the request did not come on a stream of its own, or its response is finished
   */
  detach(options?: DetachOptions): Duplex {
    return detachConnection(this, this.#response, options);
  }

  // Pages.

  /**
   * Answers with a page: the template, with what its modules need, finishes the response.
   *
   * @param templateName - as the application's template loader knows it
   * @param names - what its expressions use, beside what {@link getTemplateNamespace} gives
   * @returns as that of {@link finish}; of a template that awaits something it has to be awaited
   * @throws {TypeError} if the response is finished
   * @throws {TemplateNotFoundError} `ERR_TEMPLATE_NOT_FOUND` if there is no such template
   * @throws {ParseError} `ERR_TEMPLATE_PARSE` if it is wrong
   * @throws {UndefinedNameError} `ERR_TEMPLATE_NAME` if it uses a name that it was not given
   */
  render(templateName: string, names?: TemplateNamespace): Promise<void> {
    if (this.#response.finished) throw afterEnd(this, this.#response, "Cannot render() after finish()");
    const rendering = this.#pages();
    if (rendering.load(templateName).isAsync) return this.#renderLater(templateName, names);
    return this.finish(rendering.complete(this.renderString(templateName, names)));
  }

  async #renderLater(templateName: string, names?: TemplateNamespace): Promise<void> {
    try {
      const page = await this.renderStringAsync(templateName, names);
      if (this.#response.clientClosed) return;
      await this.finish(this.#pages().complete(page));
    } catch (error) {
      // The promise may have been forgotten.
      throw lateError(error, this.request);
    }
  }

  /** A template as text, which is not written; errors are those of {@link render}, and a `TypeError` if it awaits. */
  renderString(templateName: string, names?: TemplateNamespace): string {
    const rendering = this.#pages();
    return rendering.load(templateName).generate(rendering.namesFor(names));
  }

  /** A template as text, also one that awaits something. */
  renderStringAsync(templateName: string, names?: TemplateNamespace): Promise<string> {
    const rendering = this.#pages();
    return rendering.load(templateName).generateAsync(rendering.namesFor(names));
  }

  /** Hook: the folder of the templates. Default: the setting `templatePath`. */
  getTemplatePath(): string | URL | undefined {
    return this.settings.templatePath;
  }

  /** Hook: what all templates of this handler can use: the handler, the request, UI methods and more. */
  getTemplateNamespace(): TemplateNamespace {
    return this.#pages().names();
  }

  /**
   * Hook: makes the loader for a folder, once for all handlers that inherit this method from the same class. Default: by
   * the settings `templateLoader`, `autoescape` and `templateWhitespace`.
   */
  createTemplateLoader(path: string | URL): BaseLoader {
    return loaderOf(this.settings, path);
  }

  /** Hook: the HTML that loads the script files of UI modules. */
  renderLinkedJs(files: readonly string[]): string {
    return scriptElements(this, files);
  }

  /** Hook: the HTML around the scripts of UI modules. */
  renderEmbedJs(scripts: readonly string[]): string {
    return scriptElement(scripts);
  }

  /** Hook: the HTML that loads the style sheets of UI modules. */
  renderLinkedCss(files: readonly string[]): string {
    return styleElements(this, files);
  }

  /** Hook: the HTML around the styles of UI modules. */
  renderEmbedCss(styles: readonly string[]): string {
    return styleElement(styles);
  }

  #pages(): Rendering {
    this.#rendering ??= new Rendering(this, this.application);
    return this.#rendering;
  }

  // Errors.

  /**
   * Replaces the response by the page of an error, and finishes it. If a part was sent already, it ends there.
   *
   * @param status - default: 500
   * @param options - the reason phrase, and the error behind it
   */
  sendError(status = 500, options: SendErrorOptions = {}): void {
    sendErrorPage(this, this.#response, status, options);
  }

  /**
   * Hook: writes the page of an error; status and header fields are set already. Default: by the setting `errorFormat`.
   *
   * What an `HTTPError` has for the client is its `detail`; its `message` has that too, and never the text for the log. The
   * message of any other error is for the log alone.
   *
   * @param _status - the status
   * @param options - as given to `sendError`; `error` is what was thrown
   */
  writeError(_status: number, options: SendErrorOptions): HookResult {
    const { status, reason } = this.#response;
    const { error } = options;
    if (isProblem(this, options)) return writeProblem(this, status, { reason, ...options });
    // They are written for the client, who alone can put it right.
    if (error instanceof HTTPInputError) return this.write(errorPage(status, reason, error.message));
    if (error !== undefined && this.#servesTraceback()) {
      this.setHeader("Content-Type", "text/plain; charset=UTF-8");
      return this.write(traceback(error));
    }
    this.write(errorPage(status, reason, error instanceof HTTPError ? error.detail : undefined));
  }

  /**
   * Hook: logs what a method threw.
   *
   * An `HTTPError` with a message is logged as a warning, anything else but an `HTTPError` as an error with its stack.
   * A full executor is one warning a second, with the number of requests; a task whose time was over is a warning.
   */
  logException(error: unknown): HookResult {
    logFailure(this, error);
  }

  // Content that the client may have already.

  /** Hook: the entity tag of the body as written so far; `undefined` for none, or for a body above `maxEtagBodySize`. */
  computeEtag(): string | undefined {
    const { etags = true, maxEtagBodySize = 32_768 } = this.settings;
    const { body, bodyLength } = this.#response;
    return etags && bodyLength <= maxEtagBodySize ? entityTag(body) : undefined;
  }

  /** Sets the `Etag` field to what `computeEtag` gives. */
  setEtagHeader(): void {
    const etag = synchronous(this, "computeEtag", this.computeEtag());
    if (etag !== undefined) this.setHeader("Etag", etag);
  }

  /** Whether the client has the content of the `Etag` field already, by its `If-None-Match`. */
  checkEtagHeader(): boolean {
    const known = this.request.headers.get("If-None-Match");
    const etag = known === undefined ? undefined : this.#response.headers.get("Etag");
    return known !== undefined && etag !== undefined && isKnownToClient(known, etag);
  }

  /**
   * Compares the request's preconditions with what there is now of the resource (RFC 9110 §13.2.2): call it before a
   * method changes something, or before it makes a body that the client may have already.
   *
   * For GET and HEAD it also sets the `Etag` and `Last-Modified` of the response. A response of GET that is sent without
   * this call is compared when it is finished, by these two headers.
   *
   * @param current - what there is now; `undefined` where nothing exists yet
   * @returns whether the response is finished, as a 304: return then
   * @throws {HTTPError} 412 if the client asks for another version
   * @example
   * ```ts
   * import { RequestHandler } from "typhoon/web";
   *
   * const notes = new Map([["1", { text: "first", etag: '"1"' }]]);
   *
   * class NoteHandler extends RequestHandler {
   *   put(id: string) {
   *     this.checkPreconditions(notes.get(id));     // 412 if another client was faster
   *     notes.set(id, { text: this.request.body.toString(), etag: `"${Date.now()}"` });
   *   }
   * }
   * ```
   */
  checkPreconditions(current: Representation | undefined): boolean {
    const { method } = this.request;
    if (current !== undefined && (method === "GET" || method === "HEAD")) this.#describe(current);
    const verdict = evaluatePreconditions(this.request, current);
    if (verdict === "failed") throw new HTTPError(412);
    if (verdict === "proceed") return false;
    this.setStatus(304);
    this.finish();
    return true;
  }

  #describe({ etag, modified }: Representation): void {
    if (etag !== undefined) this.setHeader("Etag", etag);
    if (modified !== undefined) this.setHeader("Last-Modified", modified);
  }

  // The application.

  /** The path that leads to the rule of that name; see `Application.reverseUrl`. */
  reverseUrl(name: string, ...args: readonly unknown[]): string {
    return this.application.reverseUrl(name, ...args);
  }

  /**
   * The URL of a file in the folder of the setting `staticPath`, with a version so that clients may keep it.
   *
   * A version that is not known yet is left out, because a page cannot wait for it; see `StaticFileHandler.loadVersion`.
   *
   * @param path - relative to `staticPath`
   * @param options - with host or not, with version or not
   * @throws {TypeError} if the application has no `staticPath`
   */
  staticUrl(path: string, options: StaticUrlOptions = {}): string {
    staticUrlRules.check(options);
    if (this.settings.staticPath === undefined)
      throw new TypeError("Cannot make a static URL as the application has no setting staticPath");
    const url = this.application.makeStaticUrl(path, options);
    const { protocol, host } = this.request;
    return (options.includeHost ?? this.includeHost) ? `${protocol}://${host}${url}` : url;
  }

  /**
   * A setting of the application that a feature cannot do without.
   *
   * @param name - of the setting
   * @param feature - what needs it. Default: this feature
   * @throws {MissingSettingError} `ERR_MISSING_SETTING` if it is missing or empty
   */
  requireSetting<Name extends string>(
    name: Name,
    feature = "this feature",
  ): NonNullable<ApplicationSettings[Name]> {
    const value = this.settings[name];
    if (!value) throw new MissingSettingError(name, feature);
    return value;
  }

  /** For the report of a watchdog: which request blocks the loop. */
  [activitySymbol](): Activity {
    const { request } = this;
    return {
      request: requestSummary(request),
      handler: `${this.constructor.name}.${request.method.toLowerCase()}`,
    };
  }

  get #currentUser(): CurrentUser {
    this.#user ??= new CurrentUser();
    return this.#user;
  }

  get #xsrfTokens(): XsrfTokens {
    this.#xsrf ??= new XsrfTokens(this);
    return this.#xsrf;
  }

  /** An asynchronous hook that has not ended cannot tell; the cookie then lives as long as the browser's session. */
  #hasUser(): boolean {
    this.#currentUser.load(this);
    return this.#currentUser.known !== undefined && Boolean(this.#currentUser.known.user);
  }

  #servesTraceback(): boolean {
    return this.settings.serveTraceback ?? this.settings.debug ?? false;
  }
}

/** Friends only: somebody else has answered the request, on its connection. */
export function handOver(handler: RequestHandler): void {
  concludeResponse(handler, bufferOf(handler));
}

/** Friends only: what the handler has decided on its response. */
export function responseOf(handler: RequestHandler): ResponseBuffer {
  return bufferOf(handler);
}

/** Friends only: who sent the request, as far as that was asked. */
export function userOf(handler: RequestHandler): CurrentUser {
  return currentUserOf(handler);
}

/** Friends only: what the path's pattern caught, decoded: `kwargs` if its groups have names, otherwise `args`. */
export function setPathArguments(handler: RequestHandler, args: PathArguments, kwargs?: PathKeywords): void {
  setPath(handler, args, kwargs);
}

/** Friends only: where the handler reads the body while it arrives. */
export function setBodyStream(handler: RequestHandler, body: BodyStream): void {
  bodyTo(handler, body);
}

/** Friends only: the arguments with which the method for the HTTP method is called. */
export function verbArgumentsOf(handler: RequestHandler): readonly unknown[] {
  return argumentsOf(handler);
}

/** Friends only: a 405 that says in `Allow` which methods the handler does answer (RFC 9110 §15.5.6). */
export function methodNotAllowed(handler: RequestHandler): HTTPError {
  return new HTTPError(405, undefined, { headers: { Allow: allowedMethods(handler).join(", ") } });
}

function allowedMethods(handler: RequestHandler): string[] {
  const base: object = RequestHandler.prototype;
  return supportedMethodsOf(handler).filter((method) => {
    const verb: unknown = Reflect.get(handler, method.toLowerCase());
    return typeof verb === "function" && verb !== Reflect.get(base, method.toLowerCase());
  });
}

function supportedMethodsOf(handler: RequestHandler): readonly string[] {
  const handlerClass = handler.constructor;
  return "supportedMethods" in handlerClass && Array.isArray(handlerClass.supportedMethods)
    ? handlerClass.supportedMethods
    : RequestHandler.supportedMethods;
}
