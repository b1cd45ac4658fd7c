import { type ErrorCode, TyphoonError } from "../../base/errors/index.ts";
import { anyValue, OptionRules, plainObject, text } from "../../base/errors/internal.ts";
import { registerErrorClass } from "../../concurrent/index.ts";
import { reasonPhrase } from "../../http/httputil/index.ts";
import type { BodyChunk } from "./body-chunk.ts";

/** What else an {@link HTTPError} can say. */
export interface HTTPErrorOptions extends ErrorOptions {
  /** The reason phrase on the status line and the error page. Default: the usual one of the status. */
  readonly reason?: string;
  /** A sentence for the client, on the error page or in the problem document. Default: none. */
  readonly detail?: string;
  /** Header fields that the error's answer carries, such as `Retry-After`. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
}

const httpErrorRules = new OptionRules<HTTPErrorOptions>("make an HTTPError", {
  reason: text,
  detail: text,
  headers: plainObject,
  cause: anyValue,
});

/**
 * Thrown in a handler, ends the request with a status and its error page.
 *
 * It has two texts for two audiences: `logMessage` is for the log alone, `detail` for the client. `message` never contains
 * the one for the log, so a `writeError` may send it.
 *
 * @example
 * ```ts
 * import { HTTPError, RequestHandler } from "typhoon/web";
 *
 * class Story extends RequestHandler {
 *   get(id: string) {
 *     if (id !== "1") throw new HTTPError(404, `no story ${id}`);
 *     this.write("Once upon a time");
 *   }
 * }
 * ```
 * @see tornado.web.HTTPError
 */
export class HTTPError extends TyphoonError {
  override readonly name: string = "HTTPError";
  override readonly code: ErrorCode = "ERR_HTTP_STATUS";
  /** The status that the client gets. */
  readonly statusCode: number;
  /** For the log alone; the client never sees it. */
  readonly logMessage: string | undefined;
  /** A sentence for the client. */
  readonly detail: string | undefined;
  /** The reason phrase, if it is not the usual one. */
  readonly reason: string | undefined;
  /** Header fields that the error's answer carries. */
  readonly headers: Readonly<Record<string, string>> | undefined;

  /**
   * @param statusCode - 100 to 999. Default: 500
   * @param logMessage - a sentence for the log; without one nothing but the access line is logged
   * @param options - reason phrase, header fields, and the error beneath
   */
  constructor(statusCode = 500, logMessage?: string, options: HTTPErrorOptions = {}) {
    httpErrorRules.check(options);
    const summary = `HTTP ${statusCode}: ${options.reason ?? reasonPhrase(statusCode)}`;
    super(
      "ERR_HTTP_STATUS",
      options.detail === undefined ? summary : `${summary}: ${options.detail}`,
      options,
    );
    this.statusCode = statusCode;
    this.logMessage = logMessage;
    this.detail = options.detail;
    this.reason = options.reason;
    this.headers = options.headers;
  }
}

/**
 * The request lacks an argument that the handler asked for without a default: the client gets a 400.
 * @see tornado.web.MissingArgumentError
 */
export class MissingArgumentError extends HTTPError {
  override readonly name: string = "MissingArgumentError";
  override readonly code: ErrorCode = "ERR_MISSING_ARGUMENT";
  /** The argument's name. */
  readonly argName: string;

  /** @param argName - the argument's name */
  constructor(argName: string) {
    super(400, `Missing argument ${argName}`, { detail: `Missing argument ${argName}` });
    this.argName = argName;
  }
}

/**
 * An argument of the request is not of the type that the handler asked for: the client gets a 400 whose reason names it.
 */
export class InvalidArgumentError extends HTTPError {
  override readonly name: string = "InvalidArgumentError";
  override readonly code: ErrorCode = "ERR_INVALID_ARGUMENT";
  /** The argument's name. */
  readonly argName: string;

  /**
   * @param argName - the argument's name
   * @param why - what was expected; for the log alone
   * @param options - the error beneath
   */
  constructor(argName: string, why: string, options: ErrorOptions = {}) {
    const reason = `Invalid argument ${argName}`;
    super(400, `${reason}: ${why}`, { ...options, reason });
    this.argName = argName;
  }
}

/**
 * The application lacks a setting without which a feature cannot work.
 * @see tornado.web.RequestHandler.require_setting
 */
export class MissingSettingError extends TyphoonError {
  override readonly name = "MissingSettingError";
  /** The name of the setting. */
  readonly setting: string;

  /**
   * @param setting - its name
   * @param feature - what needs it
   */
  constructor(setting: string, feature: string) {
    super(
      "ERR_MISSING_SETTING",
      `Cannot use ${feature} without the setting ${setting}: give it to the application, as in new Application(handlers, { ${setting}: ... })`,
    );
    this.setting = setting;
  }
}

/**
 * A handler did not complete its response within `requestTimeoutMs`: the client got a 503. The reason of
 * `request.signal` then, and thrown by what the handler still writes.
 */
export class RequestTimeoutError extends TyphoonError {
  override readonly name = "RequestTimeoutError";
  /** The limit, in milliseconds. */
  readonly timeoutMs: number;

  /** @param timeoutMs - the limit */
  constructor(timeoutMs: number) {
    super("ERR_REQUEST_TIMEOUT", `The handler took longer than requestTimeoutMs allows: ${timeoutMs}`);
    this.timeoutMs = timeoutMs;
  }
}

/**
 * Thrown in a handler, ends the request as it stands; nothing is logged, the status stays as it was set.
 *
 * @example
 * ```ts
 * import { Finish, RequestHandler } from "typhoon/web";
 *
 * class Members extends RequestHandler {
 *   prepare() {
 *     if (this.getCookie("member") !== undefined) return;
 *     this.setStatus(401);
 *     throw new Finish("Members only");
 *   }
 * }
 * ```
 * @see tornado.web.Finish
 */
export class Finish extends TyphoonError {
  override readonly name: string = "Finish";
  /** The last piece of the body; `undefined` if there is none. */
  readonly chunk: BodyChunk | undefined;

  /** @param chunk - written before the response is finished, as by `finish(chunk)` */
  constructor(chunk?: BodyChunk) {
    super("ERR_FINISH", "The handler ended the request");
    this.chunk = chunk;
  }
}

// Thrown on a worker, they end the request as they would here.
registerErrorClass(HTTPError, "typhoon.web.HTTPError");
registerErrorClass(MissingArgumentError, "typhoon.web.MissingArgumentError");
registerErrorClass(InvalidArgumentError, "typhoon.web.InvalidArgumentError");
registerErrorClass(MissingSettingError, "typhoon.web.MissingSettingError");
registerErrorClass(Finish, "typhoon.web.Finish");
