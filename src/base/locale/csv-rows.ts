/** A row of a CSV file. */
interface CsvRow {
  /** Its number: the first is 1, and empty lines count. */
  readonly number: number;
  /** `undefined` if a quoted cell of it has no end. */
  readonly cells: readonly string[] | undefined;
}

interface Cell {
  readonly text: string;
  /** Where the comma or the line's end after it is. */
  readonly end: number;
}

const plainCell = /[^,\n]*/y;

/**
 * Takes a CSV file apart as Python's reader does, which takes everything: a quote begins a quoted cell only where it is
 * the first character, and is itself elsewhere; what follows the end of a quoted cell belongs to it. Empty lines are no
 * rows.
 *
 * A quoted cell that has no end would take the rest of the file with it, or the next row: it costs its first line.
 *
 * @param text - with line ends of any system
 */
export function* readRows(text: string): Generator<CsvRow> {
  const lines = text.replace(/\r\n?/g, "\n");
  // Without a quote after it no quoted cell ends: known before each line is searched to the end of the file.
  const lastQuote = lines.lastIndexOf('"');
  let number = 1;
  for (let start = 0; start < lines.length; number++) {
    const { cells, end } = readRow(lines, start, lastQuote);
    if (end > start) yield { number, cells };
    start = end + 1;
  }
}

/** @returns the cells, and where the row's last line ends */
function readRow(text: string, start: number, lastQuote: number) {
  const cells: string[] = [];
  for (let at = start; ; at++) {
    const cell = text[at] === '"' ? quotedCell(text, at, lastQuote) : cellFrom(text, at);
    if (cell === undefined) return { cells: undefined, end: lineEnd(text, start) };
    cells.push(cell.text);
    at = cell.end;
    if (text[at] !== ",") return { cells, end: at };
  }
}

function lineEnd(text: string, start: number): number {
  const newline = text.indexOf("\n", start);
  return newline === -1 ? text.length : newline;
}

function cellFrom(text: string, start: number): Cell {
  plainCell.lastIndex = start;
  const content = plainCell.exec(text)?.[0] ?? "";
  return { text: content, end: start + content.length };
}

/** @returns `undefined` if it has no end */
function quotedCell(text: string, start: number, lastQuote: number): Cell | undefined {
  const pieces: string[] = [];
  for (let from = start + 1; from <= lastQuote; ) {
    const quote = text.indexOf('"', from);
    if (text[quote + 1] === '"') {
      pieces.push(text.slice(from, quote + 1));
      from = quote + 2;
      continue;
    }
    const rest = cellFrom(text, quote + 1);
    // The quote that begins a cell of another row has ended it.
    if (rest.text !== "" && text.lastIndexOf("\n", quote) > start) return undefined;
    return { text: pieces.join("") + text.slice(from, quote) + rest.text, end: rest.end };
  }
  return undefined;
}
