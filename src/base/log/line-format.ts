/** How a line for standard error looks: as JSON, in Tornado's readable form, or in that with colours. */
export type LineFormat = "json" | "pretty" | "colored";

let current: LineFormat = "json";

/** The format that the application chose; for the rare line that another thread has to write by itself. */
export function lineFormat(): LineFormat {
  return current;
}

/** Remembers the format that the destination gives the lines. */
export function setLineFormat(format: LineFormat): void {
  current = format;
}
