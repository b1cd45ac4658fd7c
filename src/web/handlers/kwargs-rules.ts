import {
  anyObject,
  HookRules,
  number,
  OptionRules,
  pathOrFileUrl,
  shownValue,
  text,
  trueOrFalse,
} from "../../base/errors/internal.ts";
import { genLog } from "../../base/log/index.ts";
import { type HandlerClass, RequestHandler } from "../handler/index.ts";
import { ErrorHandler } from "./error-handler.ts";
import { FallbackHandler, type FallbackKwargs } from "./fallback-handler.ts";
import { RedirectHandler, type RedirectKwargs } from "./redirect-handler.ts";
import { StaticFileHandler, type StaticFileKwargs } from "./static-file-handler.ts";

const noun = "value";

const staticFileRules = new OptionRules<StaticFileKwargs>(
  "serve static files",
  {
    path: pathOrFileUrl,
    defaultFilename: text,
    serveDotFiles: trueOrFalse,
    followSymlinks: trueOrFalse,
    precompressed: trueOrFalse,
  },
  { noun },
);

interface KwargsRules {
  readonly rules: { check(kwargs: object): void };
  readonly required: string;
}

const redirectRules = new OptionRules<RedirectKwargs>(
  "redirect",
  { url: text, permanent: trueOrFalse },
  { noun },
);
const fallbackRules = new OptionRules<FallbackKwargs>("use a fallback", { fallback: anyObject }, { noun });
const errorRules = new OptionRules<{ readonly statusCode: number }>(
  "use ErrorHandler",
  { statusCode: number },
  { noun },
);

/** By the `initialize` that reads the values: a subclass with its own takes what it likes. */
const rulesByInitialize: ReadonlyMap<unknown, KwargsRules> = new Map<unknown, KwargsRules>([
  [StaticFileHandler.prototype.initialize, { rules: staticFileRules, required: "path" }],
  [RedirectHandler.prototype.initialize, { rules: redirectRules, required: "url" }],
  [FallbackHandler.prototype.initialize, { rules: fallbackRules, required: "fallback" }],
  [ErrorHandler.prototype.initialize, { rules: errorRules, required: "statusCode" }],
]);

const staticFileHooks = new HookRules(StaticFileHandler, {
  hooks: [
    "openContent",
    "getContentType",
    "setExtraHeaders",
    "getCacheTimeMs",
    "shouldReturn304",
    "parseUrlPath",
    "validateAbsolutePath",
  ],
  renamed: { get_content: "openContent", get_content_size: "openContent", get_modified_time: "openContent" },
});

/**
 * Looks at what a rule gives to its handler class, when the application is made.
 *
 * @throws {TypeError} if the class cannot take the values
 */
export function checkKwargs(handlerClass: HandlerClass, kwargs: Readonly<Record<string, unknown>>): void {
  if (handlerClass.prototype instanceof StaticFileHandler) {
    staticFileHooks.check(handlerClass, (message) => genLog.warn(message));
  }
  const { initialize } = handlerClass.prototype;
  const known = rulesByInitialize.get(initialize);
  known?.rules.check(kwargs);
  if (known !== undefined && kwargs[known.required] === undefined)
    throw missing(handlerClass, known.required);
  const [name] = Object.keys(kwargs);
  if (name === undefined || initialize !== RequestHandler.prototype.initialize) return;
  throw new TypeError(
    `Cannot give ${shownValue(name)} to ${handlerClass.name} because it has no initialize(): define initialize({ ${name} })`,
  );
}

function missing(handlerClass: HandlerClass, name: string): TypeError {
  return new TypeError(
    `Cannot use ${handlerClass.name} because its rule has no ${name}: write [pattern, ${handlerClass.name}, { ${name}: ... }]`,
  );
}
