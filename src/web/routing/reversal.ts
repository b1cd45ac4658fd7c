import { endOfBracket, patternCharacterAt } from "./pattern-characters.ts";

/** A piece of a path that is put together again: fixed text, or the place of a group's value. */
export interface ReversalPart {
  readonly text: string;
  readonly isGroup: boolean;
}

/**
 * Takes a pattern apart into text and groups.
 *
 * @param source - a regular expression
 * @param groupCount - how many groups it has
 * @returns `undefined` if there is anything else in it, so that a path cannot be told from its values
 */
export function reversalParts(source: string, groupCount: number): readonly ReversalPart[] | undefined {
  const parts: ReversalPart[] = [];
  const end = source.endsWith("$") && !source.endsWith("\\$") ? source.length - 1 : source.length;
  for (let at = source.startsWith("^") ? 1 : 0; at < end; ) {
    const character = patternCharacterAt(source, at);
    const isGroup = !character.isPlain && source.charAt(at) === "(";
    if (!character.isPlain && !isGroup) return undefined;
    parts.push({ text: isGroup ? "" : character.text, isGroup });
    at = isGroup ? endOfBracket(source, at) : character.end;
  }
  // Nested groups and `(?:...)` would make the two numbers differ.
  return parts.filter((part) => part.isGroup).length === groupCount ? parts : undefined;
}
