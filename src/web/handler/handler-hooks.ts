import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import type { ApplicationContext } from "./application-context.ts";

/** Why an error page is sent. */
export interface SendErrorOptions {
  /** The reason phrase. Default: that of the error, otherwise the usual one of the status. */
  readonly reason?: string;
  /** What was thrown, if anything was. */
  readonly error?: unknown;
}

/** What a hook may return whose end nobody waits for: nothing, or a promise, of which only a failure is looked at. */
// biome-ignore lint/suspicious/noConfusingVoidType: a method without `return` has to be a valid override
export type HookResult = void | PromiseLike<unknown>;

/** What `prepare` may return: nothing, something to wait for, or a generator that is run as a coroutine. */
export type PrepareResult = HookResult | Generator<unknown, unknown, unknown>;

/** What a handler's collaborators call on it: above all the hooks, which an application may override. */
export interface HandlerHooks {
  readonly application: ApplicationContext;
  readonly request: HTTPServerRequest;
  getStatus(): number;
  clear(): void;
  setEtagHeader(): void;
  checkEtagHeader(): boolean;
  finish(): unknown;
  sendError(status: number, options: SendErrorOptions): void;
  writeError(status: number, options: SendErrorOptions): HookResult;
  logException(error: unknown): HookResult;
  onConnectionClose(): HookResult;
  onFinish(): HookResult;
}
