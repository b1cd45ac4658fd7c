import type { FormOptions, HTTPServerRequest } from "../../http/httputil/index.ts";
import { FormLimits, isForm, readForm, setForm } from "../../http/httputil/internal.ts";
import { pathArgument } from "./arguments.ts";
import { type DeclaredInput, declaredInputOf } from "./declared-input.ts";
import { Finish } from "./errors.ts";
import { handleFailure } from "./failing.ts";
import { callSafely, endRequest } from "./finishing.ts";
import { watchRejections } from "./late-errors.ts";
import { admitUser, isForUsers } from "./login.ts";
import {
  methodNotAllowed,
  type PathArguments,
  type PathKeywords,
  RequestHandler,
  responseOf,
  setPathArguments,
  userOf,
  verbArgumentsOf,
} from "./request-handler.ts";
import { limitTime } from "./request-timeout.ts";
import { synchronous } from "./synchronous.ts";
import { deliver, pendingResult, refuseResult, startResult } from "./verb-result.ts";
import { needsXsrfCheck } from "./xsrf.ts";

/** A class whose objects handle requests: `RequestHandler` or one derived from it. */
export type HandlerClass = typeof RequestHandler;

/** What the groups of the path's pattern caught; text is percent-encoded. */
export interface RawPathArguments {
  readonly pathArgs: PathArguments;
  readonly pathKwargs: PathKeywords | undefined;
}

/** How requests of one rule are handled; made once, when the rule is added. */
export interface HandlerRoute {
  readonly handlerClass: HandlerClass;
  readonly targetKwargs: Readonly<Record<string, unknown>>;
  /** By HTTP method, the name of the handler's method for it. */
  readonly verbs: ReadonlyMap<string, string>;
  /** Whether the body is there when the handler is made, is given to its `dataReceived`, or is read by it. */
  readonly body: "gathered" | "pushed" | "pulled";
  /** How forms in bodies are read. */
  readonly forms: FormLimits;
  /** Names of the handler's methods that are for users alone. */
  readonly guarded: ReadonlySet<string>;
  /** Reads what the class declares of its requests; `undefined` if it declares nothing. */
  readonly input: DeclaredInput | undefined;
}

/** Decides once what need not be decided for each request. */
export function handlerRoute(
  handlerClass: HandlerClass,
  targetKwargs: Readonly<Record<string, unknown>> = {},
  forms: FormOptions = {},
): HandlerRoute {
  const verbs = new Map(handlerClass.supportedMethods.map((method) => [method, method.toLowerCase()]));
  const input = declaredInputOf(handlerClass);
  return {
    handlerClass,
    targetKwargs,
    verbs,
    guarded: input === undefined ? listedForUsers(handlerClass) : methodsForUsers(handlerClass),
    body: wayOfBody(handlerClass),
    forms: new FormLimits(forms),
    input,
  };
}

function wayOfBody({ streamRequestBody, prototype }: HandlerClass): HandlerRoute["body"] {
  if (!streamRequestBody) return "gathered";
  return prototype.dataReceived === RequestHandler.prototype.dataReceived ? "pulled" : "pushed";
}

/** Of a class that declares its input also the decorated methods: a stranger is not told what is wrong with a request. */
export function methodsForUsers(handlerClass: HandlerClass): ReadonlySet<string> {
  const names = handlerClass.supportedMethods.map((method) => method.toLowerCase());
  const decorated = names.filter((name) => isForUsers(Reflect.get(handlerClass.prototype, name)));
  return new Set([...listedForUsers(handlerClass), ...decorated]);
}

function listedForUsers(handlerClass: HandlerClass): ReadonlySet<string> {
  const names = handlerClass.authenticated;
  const wrong = names.find((name) => typeof Reflect.get(handlerClass.prototype, name) !== "function");
  if (wrong === undefined) return new Set(names);
  throw new TypeError(
    `Cannot guard ${handlerClass.name}.${wrong} as it is no method: correct the list "static authenticated"`,
  );
}

/**
 * The life of a request, from its complete body to its complete response. Never throws.
 *
 * As long as the handler's methods are synchronous, so is this: there is no promise, timer or closure on that way.
 *
 * @param refusal - what is wrong with the body, if anything: then it is answered by the handler's error page
 */
export function execute(
  handler: RequestHandler,
  route: HandlerRoute,
  raw: RawPathArguments,
  refusal?: unknown,
): void {
  try {
    openHandler(handler, route);
    const verb = verbOf(handler, route);
    if (refusal !== undefined) throw refusal;
    readGatheredForm(handler.request, route.forms);
    decodePath(handler, raw);
    checkOrigin(handler);
    const preparing = pendingResult(handler, "prepare", handler.prepare());
    if (preparing !== undefined) return void executeLater(handler, route, verb, preparing);
    const answering = admitAndRun(handler, route, verb);
    if (answering !== undefined) return void completeLater(handler, answering);
    complete(handler);
  } catch (error) {
    fail(handler, error);
  }
}

/** The client left before its response was complete. Never throws. */
export function closeConnection(handler: RequestHandler, reason?: Error): void {
  const response = responseOf(handler);
  if (response.ended || (response.finished && !response.isTransforming)) return;
  response.clientClosed = true;
  watchRejections();
  handler.request.abort(reason);
  callSafely("onConnectionClose", (left) => left.onConnectionClose(), handler);
  endRequest(handler, response);
}

/** Calls the hooks that come before everything else, and begins the time that the response may take. */
export function openHandler(handler: RequestHandler, { handlerClass, targetKwargs }: HandlerRoute): void {
  beginHandler(handler, targetKwargs);
  const timeoutMs = handlerClass.requestTimeoutMs ?? handler.settings.requestTimeoutMs ?? 0;
  if (timeoutMs > 0 && timeoutMs !== Infinity) limitTime(handler, responseOf(handler), timeoutMs);
}

/** With the setting `xsrfCookies`, a request that changes something has to come from this site. */
export function checkOrigin(handler: RequestHandler): void {
  if (!needsXsrfCheck(handler.settings, handler.request.method)) return;
  const result: unknown = handler.checkXsrfCookie();
  if (result !== undefined) synchronous(handler, "checkXsrfCookie", result);
}

/** Calls the hooks that come before everything else. */
export function beginHandler(handler: RequestHandler, targetKwargs: Readonly<Record<string, unknown>>): void {
  const defaults: unknown = handler.setDefaultHeaders();
  if (defaults !== undefined) synchronous(handler, "setDefaultHeaders", defaults);
  const result: unknown = handler.initialize(targetKwargs);
  if (result === undefined) return;
  synchronous(handler, "initialize", result);
  throw new TypeError(
    `Cannot use what ${handler.constructor.name}.initialize() returned as it has to be synchronous: wait in prepare() instead`,
  );
}

/** Makes what the groups of the path's pattern caught known to the handler: what is text, decoded. */
export function decodePath(handler: RequestHandler, { pathArgs, pathKwargs }: RawPathArguments): void {
  if (pathArgs.length === 0 && pathKwargs === undefined) return;
  const isDefault = handler.decodeArgument === RequestHandler.prototype.decodeArgument;
  const decode = <Value>(value: Value, name?: string) =>
    typeof value === "string" ? pathArgument(handler, isDefault, value, name) : value;
  if (pathKwargs === undefined)
    return setPathArguments(
      handler,
      pathArgs.map((text) => decode(text)),
    );
  const decoded = { ...pathKwargs };
  for (const [name, value] of Object.entries(pathKwargs)) decoded[name] = decode(value, name);
  setPathArguments(handler, [], decoded);
}

/** The name of the handler's method for the request. */
export function verbOf(handler: RequestHandler, { verbs }: HandlerRoute): string {
  const verb = verbs.get(handler.request.method);
  if (verb === undefined) throw methodNotAllowed(handler);
  return verb;
}

/** A form is read before anything of the application looks at it, so that a bad one gets no further. */
function readGatheredForm(request: HTTPServerRequest, forms: FormLimits): void {
  const { body, headers } = request;
  const contentType = body.length === 0 ? undefined : headers.get("Content-Type");
  if (contentType === undefined || !isForm(contentType)) return;
  setForm(request, readForm(contentType, body, headers.get("Content-Encoding"), forms));
}

/** Methods that `static authenticated` lists are run for users alone. */
function admitAndRun(
  handler: RequestHandler,
  { guarded, input }: HandlerRoute,
  name: string,
): PromiseLike<unknown> | undefined {
  if (!guarded.has(name) || responseOf(handler).finished) return readAndRun(handler, input, name);
  const isAdmitted = admitUser(handler, userOf(handler));
  if (isAdmitted === true) return readAndRun(handler, input, name);
  return isAdmitted === false
    ? undefined
    : isAdmitted.then((admitted) => (admitted ? readAndRun(handler, input, name) : undefined));
}

/** A method is run when what its class declares of the request has been read. */
function readAndRun(
  handler: RequestHandler,
  input: DeclaredInput | undefined,
  name: string,
): PromiseLike<unknown> | undefined {
  if (input === undefined || responseOf(handler).finished) return runVerb(handler, name);
  const reading = input.read(handler);
  return reading === undefined ? runVerb(handler, name) : reading.then(() => runVerb(handler, name));
}

/** Calls that method, unless the response is finished already. */
function runVerb(handler: RequestHandler, name: string): PromiseLike<unknown> | undefined {
  if (responseOf(handler).finished) return undefined;
  const verb: unknown = Reflect.get(handler, name);
  if (typeof verb !== "function") throw methodNotAllowed(handler);
  return startResult(handler, Reflect.apply(verb, handler, verbArgumentsOf(handler)));
}

async function executeLater(
  handler: RequestHandler,
  route: HandlerRoute,
  verb: string,
  preparing: PromiseLike<unknown>,
): Promise<void> {
  try {
    refuseResult(handler, "prepare", await preparing);
    await answerWhenReady(handler, route, verb);
  } catch (error) {
    fail(handler, error);
  }
}

/** The method and its end, where there was something to wait for already. */
export async function answerWhenReady(
  handler: RequestHandler,
  route: HandlerRoute,
  verb: string,
): Promise<void> {
  const answering = admitAndRun(handler, route, verb);
  if (answering !== undefined) await deliverLater(handler, answering);
  complete(handler);
}

async function completeLater(handler: RequestHandler, answering: PromiseLike<unknown>): Promise<void> {
  try {
    const value = await answering;
    if (value !== undefined) await deliver(handler, value);
    complete(handler);
  } catch (error) {
    fail(handler, error);
  }
}

async function deliverLater(handler: RequestHandler, answering: PromiseLike<unknown>): Promise<void> {
  const value = await answering;
  if (value !== undefined) await deliver(handler, value);
}

/** Finishes the response, unless the method said that it will do so, or its error page is still being made. */
function complete(handler: RequestHandler): void {
  const response = responseOf(handler);
  if (response.autoFinish && !response.finished && response.timedOut === undefined) handler.finish();
}

/** Answers with what was thrown. Never throws. */
export function fail(handler: RequestHandler, error: unknown): void {
  const response = responseOf(handler);
  try {
    if (!(error instanceof Finish)) return handleFailure(handler, response, error);
    if (response.finished) return;
    handler.finish(error.chunk);
  } catch (failure) {
    handleFailure(handler, response, failure);
  }
}
