import { BaseLoader } from "../../base/template/index.ts";
import { NotInWorkerError } from "../../concurrent/index.ts";
import { isCloneable, perThread } from "../../concurrent/internal.ts";
import type { ApplicationContext } from "./application-context.ts";
import type { ApplicationSettings } from "./settings.ts";
import type { StaticUrlOptions } from "./static-url-options.ts";
import type { TemplateExtensions } from "./template-hooks.ts";
import { TemplateLoaders } from "./template-loaders.ts";
import { UIExtensions } from "./ui-extensions.ts";

/** The settings that can be cloned. */
export type SettingsSnapshot = Readonly<Record<string, unknown>>;

const snapshots = new WeakMap<object, SettingsSnapshot>();

/** The part of the settings that can travel; found out once for each application. */
export function snapshotSettings(settings: ApplicationSettings): SettingsSnapshot {
  const known = snapshots.get(settings);
  if (known !== undefined) return known;
  const snapshot = Object.fromEntries(Object.entries(settings).filter(([, value]) => canTravel(value)));
  snapshots.set(settings, snapshot);
  return snapshot;
}

/** Of these two the clone would be an empty object. */
function canTravel(value: unknown): boolean {
  return !(value instanceof BaseLoader || value instanceof URL) && isCloneable(value);
}

type Applications = Map<object, ApplicationContext>;

/** In a worker: the applications that its modules made, by the handler classes that they were given. */
function applicationsOfWorker(): Applications {
  return perThread(Symbol.for("typhoon.web.applications"), () => new Map());
}

/** In a worker: what is kept for handlers whose application no module makes there. */
function loadersOfWorker(): TemplateLoaders {
  return perThread(Symbol.for("typhoon.web.templateLoaders"), () => new TemplateLoaders());
}

/** In a worker: remembers an application that a module made there, which serves nothing. */
export function rememberApplication(application: ApplicationContext, handlerClass: object): void {
  applicationsOfWorker().set(handlerClass, application);
}

/**
 * What a handler on a worker asks of its application. Settings that could not travel, and the names of the rules, are
 * those of the worker's own application, where the module made one.
 */
export class WorkerApplication implements ApplicationContext {
  readonly settings: ApplicationSettings;
  readonly templateLoaders: TemplateLoaders;
  readonly templateExtensions: TemplateExtensions;
  readonly #local: ApplicationContext | undefined;

  constructor(handlerClass: object, settings: SettingsSnapshot) {
    this.#local = applicationsOfWorker().get(handlerClass);
    this.settings = { ...this.#local?.settings, ...settings };
    this.templateLoaders = this.#local?.templateLoaders ?? loadersOfWorker();
    this.templateExtensions = this.#local?.templateExtensions ?? new UIExtensions();
  }

  reverseUrl(name: string, ...args: readonly unknown[]): string {
    if (this.#local !== undefined) return this.#local.reverseUrl(name, ...args);
    const advice =
      "the application is not made at the top level of a module: call it before, and keep the result";
    throw new NotInWorkerError("this.reverseUrl()", advice);
  }

  makeStaticUrl(path: string, options: StaticUrlOptions): string {
    if (this.#local !== undefined) return this.#local.makeStaticUrl(path, options);
    const advice =
      "the application is not made at the top level of a module: call it before, and keep the result";
    throw new NotInWorkerError("this.staticUrl()", advice);
  }

  /** The request is over when the application's thread has answered it. */
  logRequest(): void {}
}
