import type { Logger } from "pino";
import { boundedFields } from "./bounded-fields.ts";
import { switchableDestination } from "./current-destination.ts";
import { describeThrown } from "./describe-thrown.ts";
import { defaultLevel, lazyLogger } from "./lazy-logger.ts";
import { lineFields } from "./line-fields.ts";
import { loadPino } from "./load-pino.ts";
import { logSafely } from "./log-safely.ts";

export type { Logger } from "pino";

function createLogger(name: string): Logger {
  const logger = loadPino()(
    {
      level: defaultLevel,
      base: { name },
      mixin: lineFields,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeThrown },
      hooks: { logMethod: logSafely },
    },
    switchableDestination,
  );
  boundChildren(logger);
  return logger;
}

/** What the lines of a child have in common is encoded when it is made. Its own children inherit this. */
function boundChildren(logger: Logger): void {
  const { child } = logger;
  const value = function (this: Logger, fields: object, options?: object) {
    return child.call(this, boundedFields(fields), options);
  };
  Object.defineProperty(logger, "child", { value });
}

/**
 * One line for each answered request; level `info` below 400, `warn` below 500, `error` from there.
 *
 * A pino logger named `typhoon.access`.
 * @see tornado.log.access_log
 */
export const accessLog: Logger = lazyLogger(() => createLogger("typhoon.access"));

/**
 * Errors that the application's own code threw and nobody caught. A pino logger named `typhoon.application`.
 * @see tornado.log.app_log
 */
export const appLog: Logger = lazyLogger(() => createLogger("typhoon.application"));

/**
 * Everything else that this library has to say. A pino logger named `typhoon.general`.
 * @see tornado.log.gen_log
 */
export const genLog: Logger = lazyLogger(() => createLogger("typhoon.general"));
