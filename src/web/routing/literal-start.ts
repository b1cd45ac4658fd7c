import { endOfBracket, patternCharacterAt } from "./pattern-characters.ts";

/** The text with which everything that a pattern matches begins. */
export interface LiteralStart {
  readonly text: string;
  /** Whether the pattern is nothing but this text. */
  readonly isWhole: boolean;
}

/**
 * Finds the plain text at the start of a regular expression that is anchored at both ends.
 *
 * @param source - the expression, with or without its own `^` and `$`
 */
export function literalStart(source: string): LiteralStart {
  if (hasAlternatives(source)) return { text: "", isWhole: false };
  let text = "";
  let at = source.startsWith("^") ? 1 : 0;
  while (at < source.length) {
    const character = patternCharacterAt(source, at);
    if (!character.isPlain) break;
    // A quantifier after the character makes it optional or repeated: it is no longer certain.
    if (isQuantifier(source.charAt(character.end))) return { text, isWhole: false };
    text += character.text;
    at = character.end;
  }
  const rest = source.slice(at);
  return { text, isWhole: rest === "" || rest === "$" };
}

/** Whether `|` stands outside of every group and class. */
function hasAlternatives(source: string): boolean {
  for (let at = 0; at < source.length; ) {
    const character = source.charAt(at);
    if (character === "|") return true;
    if (character === "\\") at += 2;
    else at = character === "(" || character === "[" ? endOfBracket(source, at) : at + 1;
  }
  return false;
}

function isQuantifier(character: string): boolean {
  return character !== "" && "*+?{".includes(character);
}
