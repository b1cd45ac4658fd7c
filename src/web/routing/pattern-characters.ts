/** One step through a regular expression's source: a character that stands for itself, or one with a meaning. */
export interface PatternCharacter {
  /** The character itself, freed of its backslash. */
  readonly text: string;
  /** Whether the character stands for itself. */
  readonly isPlain: boolean;
  /** Where it begins in the source. */
  readonly start: number;
  /** Where the next one begins. */
  readonly end: number;
}

const special = "\\^$.*+?()[]{}|";

/**
 * Reads the character at `start`; an escaped punctuation mark is plain, an escaped letter or digit is a class.
 *
 * @param source - the source of a valid regular expression
 * @param start - less than the source's length
 */
export function patternCharacterAt(source: string, start: number): PatternCharacter {
  const character = source.charAt(start);
  if (character !== "\\")
    return { text: character, isPlain: !special.includes(character), start, end: start + 1 };
  const escaped = source.charAt(start + 1);
  return { text: escaped, isPlain: /[^A-Za-z0-9]/.test(escaped), start, end: start + 2 };
}

/** The index after the group or class that opens at `start`; nested groups and classes are stepped over. */
export function endOfBracket(source: string, start: number): number {
  const opening = source.charAt(start);
  for (let at = start + 1; at < source.length; ) {
    const character = source.charAt(at);
    if (character === (opening === "[" ? "]" : ")")) return at + 1;
    if (character === "\\") at += 2;
    else if (opening === "(" && (character === "(" || character === "[")) at = endOfBracket(source, at);
    else at++;
  }
  return source.length;
}
