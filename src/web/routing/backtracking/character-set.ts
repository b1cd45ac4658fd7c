/**
 * What a path or a host name can hold: every visible byte and every one from 0x80 on, a character each, as the parser of
 * requests lets them through; and one character beyond, for paths that come from elsewhere.
 */
const characters = [
  ...Array.from({ length: 0x5e }, (_, index) => String.fromCharCode(0x21 + index)),
  ...Array.from({ length: 0x80 }, (_, index) => String.fromCharCode(0x80 + index)),
  "\u20ac",
];

/** A set of these characters, a bit each. */
export type CharacterSet = bigint;

/** The set with all of them. */
export const everyCharacter: CharacterSet = (1n << BigInt(characters.length)) - 1n;

const known = new Map<string, CharacterSet>();

/**
 * The characters that a class, an escape or a plain character of an expression matches. The engine itself is asked, so
 * that every notation means what it means there.
 *
 * @param source - such as `\w`, `[^/]` or `a`
 * @param flags - of the expression
 */
export function characterSet(source: string, flags: string): CharacterSet {
  const key = `${flags}/${source}`;
  const found = known.get(key) ?? askEngine(source, flags);
  known.set(key, found);
  return found;
}

function askEngine(source: string, flags: string): CharacterSet {
  const isPlain = source.length === 1 && source !== ".";
  if (isPlain && !flags.includes("i")) return setOf(source);
  const one = isPlain ? `\\u${source.charCodeAt(0).toString(16).padStart(4, "0")}` : source;
  const expression = new RegExp(`^${one}$`, flags);
  return characters.reduce((set, text, bit) => (expression.test(text) ? set | (1n << BigInt(bit)) : set), 0n);
}

/** The set with one character; the empty one for a character that is in none. */
export function setOf(character: string): CharacterSet {
  const bit = characters.indexOf(character);
  return bit === -1 ? 0n : 1n << BigInt(bit);
}

/** A character of a set that is not empty, one that reads well if there is one. */
export function anyOf(set: CharacterSet): string {
  const readable = characters.findIndex((text, bit) => /[a-z0-9]/.test(text) && isIn(set, bit));
  return characters[readable === -1 ? characters.findIndex((_, bit) => isIn(set, bit)) : readable] ?? "";
}

/** One character for each way in which some sets have characters in common, and one of none of them if there is any. */
export function representatives(sets: readonly CharacterSet[]): readonly CharacterSet[] {
  let cells = [everyCharacter];
  for (const set of new Set(sets))
    cells = cells.flatMap((cell) => [cell & set, cell & ~set]).filter((cell) => cell !== 0n);
  return cells;
}

function isIn(set: CharacterSet, bit: number): boolean {
  return ((set >> BigInt(bit)) & 1n) === 1n;
}
