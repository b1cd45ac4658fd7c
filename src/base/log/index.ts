export { configureLogging, type LoggingOptions } from "./configure-logging.ts";
export { setLogDestination } from "./current-destination.ts";
export type { LogDestination } from "./log-destination.ts";
export { addLogFilter, type LogFilter } from "./log-filter.ts";
export { LogFormatter, type LogFormatterOptions } from "./log-formatter.ts";
export { accessLog, appLog, genLog, type Logger } from "./loggers.ts";
export { enablePrettyLogging, type PrettyLoggingOptions } from "./pretty-logging.ts";
export { redactArguments } from "./redaction.ts";
