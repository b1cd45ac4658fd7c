import type { OutputTransformClass } from "./output-transform.ts";
import type { ApplicationSettings, FinishedRequest } from "./settings.ts";
import type { StaticUrlOptions } from "./static-url-options.ts";
import type { TemplateExtensions } from "./template-hooks.ts";
import type { TemplateLoaders } from "./template-loaders.ts";

/** The seam between a handler and the application it runs in: all that a handler asks of it. */
export interface ApplicationContext {
  /** The application's settings. */
  readonly settings: ApplicationSettings;

  /** The module that made the application, which a worker evaluates to find the handler classes. */
  readonly module?: string | undefined;

  /** The loaders of its templates. */
  readonly templateLoaders: TemplateLoaders;

  /** The modules and methods that its templates can call. */
  readonly templateExtensions: TemplateExtensions;

  /** What changes its answers on their way out, in order. */
  readonly transforms?: readonly OutputTransformClass[] | undefined;

  /**
   * The path that leads to the rule of that name.
   *
   * @throws {TypeError} if there is none, or the number of arguments is not that of its groups
   */
  reverseUrl(name: string, ...args: readonly unknown[]): string;

  /** The path, and perhaps the version, of a file in the folder of the setting `staticPath`. */
  makeStaticUrl(path: string, options: StaticUrlOptions): string;

  /** A request is over: its line for the access log. Of a promise only its rejection is looked at. */
  logRequest(handler: FinishedRequest): unknown;
}
