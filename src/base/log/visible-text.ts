/**
 * What could steer a terminal, begin a line or turn the direction of text: control and format characters and separators of
 * lines. Tabs, and the joiners that some scripts and emoji need, do no harm.
 */
const invisible = /(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r" };

/** Text with each character that would do something rather than show something as an escape, such as `\x1b`. */
export function visibleText(text: string): string {
  return text.replace(invisible, (character) => short[character] ?? escapeOf(character));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`;
}

/** A line of JSON, which ends with a line feed, with such characters in its texts as JSON's own escapes. */
export function visibleJsonLine(line: string): string {
  return line.replace(invisible, (character) => (character === "\n" ? character : jsonEscapeOf(character)));
}

function jsonEscapeOf(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join("");
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

/** Text of at most so many characters; what is cut says how long it was. */
export function shortText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}... (${text.length} characters)`;
}
