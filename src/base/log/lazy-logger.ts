import type { Logger } from "pino";

/** As in Tornado: warnings and errors are seen without any set-up, requests after `enablePrettyLogging()`. */
export const defaultLevel = "warn";

/** What a logger answers without being there: most programs never ask it more than whether a request is to be logged. */
const answersBefore: Readonly<Record<PropertyKey, unknown>> = {
  level: defaultLevel,
  isLevelEnabled: (level: string) => ["warn", "error", "fatal"].includes(level.toLowerCase()),
};

/**
 * A logger that is made when it is first used. From then on it inherits all from the one that was made, as pino's own
 * children do from their parents.
 *
 * @param create - makes the logger, whose level is {@link defaultLevel}
 */
export function lazyLogger(create: () => Logger): Logger {
  const make = (): Logger => {
    const made = create();
    Object.setPrototypeOf(logger, made);
    return made;
  };
  const logger: Logger = Object.create(
    new Proxy(Object.prototype, {
      get: (_, name) =>
        Object.hasOwn(answersBefore, name) ? answersBefore[name] : Reflect.get(make(), name, logger),
      set: (_, name, value, receiver) => Reflect.set(make(), name, value, receiver),
      has: (_, name) => Reflect.has(make(), name),
    }),
  );
  return logger;
}
