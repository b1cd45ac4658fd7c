import type { OutputTransformClass } from "./output-transform.ts";
import type { ApplicationSettings, FinishedRequest } from "./settings.ts";

/** The seam between a handler and the application it runs in: all that a handler asks of it. */
export interface ApplicationContext {
  /** The application's settings. */
  readonly settings: ApplicationSettings;

  /** The module that made the application, which a worker evaluates to find the handler classes. */
  readonly module?: string | undefined;

  /** What changes its answers on their way out, in order. */
  readonly transforms?: readonly OutputTransformClass[] | undefined;

  /**
   * The path that leads to the rule of that name.
   *
   * @throws {TypeError} if there is none, or the number of arguments is not that of its groups
   */
  reverseUrl(name: string, ...args: readonly unknown[]): string;

  /** A request is over: its line for the access log. */
  logRequest(handler: FinishedRequest): void;
}
