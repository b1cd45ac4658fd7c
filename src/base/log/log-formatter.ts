import { visibleText } from "./visible-text.ts";

/** The fields of a log line that the formatter knows; the others are shown as they are. */
interface LogRecord {
  readonly level?: string;
  readonly time?: number;
  readonly name?: string;
  readonly msg?: string;
  readonly err?: { readonly stack?: string; readonly message?: string };
  readonly [field: string]: unknown;
}

/** Options of {@link LogFormatter}. */
export interface LogFormatterOptions {
  /** Colour the bracket by level with ANSI sequences. Default: `false`. */
  readonly color?: boolean;
}

// Tornado's colours: debug blue, info green, warning yellow, error red, critical magenta.
const ansiColors: Readonly<Record<string, number>> = {
  trace: 34,
  debug: 34,
  info: 32,
  warn: 33,
  error: 31,
  fatal: 35,
};

const knownFields = new Set(["level", "time", "name", "msg", "err", "v"]);
/** The message of an access line has them already. */
const accessFields = new Set(["method", "url", "status", "ms", "remoteIp"]);

/**
 * Turns a JSON log line into the line Tornado users know: `[I 261120 10:11:12 access] 200 GET / (127.0.0.1) 0.31ms`.
 *
 * What would steer a terminal or begin a line, in a message as in a field, is shown as an escape such as `\\n`. Only a stack
 * has further lines, which are indented by four spaces: `[` at the start always begins a record.
 * @see tornado.log.LogFormatter
 */
export class LogFormatter {
  readonly #color: boolean;

  /** @param options - `color`: whether to use ANSI colours */
  constructor(options: LogFormatterOptions = {}) {
    this.#color = options.color ?? false;
  }

  /**
   * @param line - one line of JSON as pino writes it
   * @returns the readable form, ending with a newline
   */
  format(line: string): string {
    const record = parseRecord(line);
    if (record === undefined) return `${visibleText(line.trimEnd())}\n`;
    const lines = [visibleText(messageOf(record)), ...linesOf(record.err)];
    return `${this.#bracket(record)} ${lines.filter(Boolean).join("\n    ")}\n`;
  }

  #bracket(record: LogRecord): string {
    const level = record.level ?? "info";
    const name = (record.name ?? "").replace(/^typhoon\./, "");
    const initial = level.charAt(0).toUpperCase();
    const bracket = visibleText(`[${initial} ${timestamp(record.time ?? Date.now())} ${name}]`);
    return this.#color ? `\u001b[${ansiColors[level] ?? 39}m${bracket}\u001b[39m` : bracket;
  }
}

function linesOf(err: LogRecord["err"]): readonly string[] {
  const text = err?.stack ?? err?.message ?? "";
  return typeof text === "string" ? text.split("\n").map(visibleText) : [];
}

function parseRecord(line: string): LogRecord | undefined {
  try {
    const record: unknown = JSON.parse(line);
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is LogRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function messageOf(record: LogRecord): string {
  const extra = Object.entries(record).filter(([field]) => !knownFields.has(field) && isShown(field, record));
  const fields = extra.map(([field, value]) => `${field}=${JSON.stringify(value)}`);
  return [record.msg ?? "", ...fields].filter(Boolean).join(" ");
}

/** An id is for lines that are looked into; it would make the others twice as long. */
function isShown(field: string, { level, name }: LogRecord): boolean {
  if (name === "typhoon.access" && accessFields.has(field)) return false;
  return field !== "requestId" || level === "warn" || level === "error" || level === "fatal";
}

function timestamp(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${two(date.getFullYear() % 100)}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
