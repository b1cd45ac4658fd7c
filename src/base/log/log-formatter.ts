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

/**
 * Turns a JSON log line into the line Tornado users know: `[I 261120 10:11:12 access] 200 GET / (127.0.0.1) 0.31ms`.
 *
 * Further lines of a message or stack are indented by four spaces, so that `[` at the start always begins a record.
 * A line that is not JSON passes unchanged.
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
    if (record === undefined) return line;
    const text = [messageOf(record), record.err?.stack ?? record.err?.message ?? ""]
      .filter(Boolean)
      .join("\n");
    return `${this.#bracket(record)} ${text.replaceAll("\n", "\n    ")}\n`;
  }

  #bracket(record: LogRecord): string {
    const level = record.level ?? "info";
    const name = (record.name ?? "").replace(/^typhoon\./, "");
    const bracket = `[${level.charAt(0).toUpperCase()} ${timestamp(record.time ?? Date.now())} ${name}]`;
    return this.#color ? `\u001b[${ansiColors[level] ?? 39}m${bracket}\u001b[39m` : bracket;
  }
}

function parseRecord(line: string): LogRecord | undefined {
  try {
    return JSON.parse(line) as LogRecord;
  } catch {
    return undefined;
  }
}

function messageOf(record: LogRecord): string {
  const extra = Object.entries(record).filter(([field]) => !knownFields.has(field) && isShown(field, record));
  const fields = extra.map(([field, value]) => `${field}=${JSON.stringify(value)}`);
  return [record.msg ?? "", ...fields].filter(Boolean).join(" ");
}

/** An id is for lines that somebody will look into; the others it would make twice as long. */
function isShown(field: string, { level }: LogRecord): boolean {
  return field !== "requestId" || level === "warn" || level === "error" || level === "fatal";
}

function timestamp(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${two(date.getFullYear() % 100)}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
