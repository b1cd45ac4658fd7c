import { encodePath } from "../../http/httputil/internal.ts";
import { endOfBracket, patternCharacterAt } from "./pattern-characters.ts";
import { groupsAmong, type PatternGroup, type PatternPart } from "./pattern-part.ts";

/**
 * Takes a regular expression apart into text and groups.
 *
 * @param source - a regular expression
 * @param groupCount - how many groups it has
 * @returns `undefined` if there is anything else in it, so that a path cannot be told from its values
 */
export function reversalParts(source: string, groupCount: number): readonly PatternPart[] | undefined {
  const parts: PatternPart[] = [];
  const end = source.endsWith("$") && !source.endsWith("\\$") ? source.length - 1 : source.length;
  for (let at = source.startsWith("^") ? 1 : 0; at < end; ) {
    const character = patternCharacterAt(source, at);
    const isGroup = !character.isPlain && source.charAt(at) === "(";
    if (!character.isPlain && !isGroup) return undefined;
    const next = isGroup ? endOfBracket(source, at) : character.end;
    parts.push(isGroup ? { group: groupOf(source.slice(at + 1, next - 1)) } : { text: character.text });
    at = next;
  }
  // Nested groups and `(?:...)` would make the two numbers differ.
  return groupsAmong(parts).length === groupCount ? parts : undefined;
}

function groupOf(inner: string): PatternGroup {
  const [head = "", name] = /^\?<([^>]+)>/.exec(inner) ?? [];
  const rest = inner.slice(head.length);
  return { name, type: "string", expression: rest.startsWith("?") ? `(${rest})` : rest };
}

/**
 * The path in which the groups hold these values.
 *
 * @param values - one for each group, in order
 */
export function fillParts(parts: readonly PatternPart[], values: readonly unknown[]): string {
  let next = 0;
  return parts
    .map(({ text, group }) => (group === undefined ? text : encodeValue(group, String(values[next++]))))
    .join("");
}

/** A slash ends a segment, so a parameter that is one segment holds it encoded; Tornado's groups keep it. */
function encodeValue({ expression }: PatternGroup, value: string): string {
  const encoded = encodePath(value);
  return expression === "[^/]+" ? encoded.replaceAll("/", "%2F") : encoded;
}

/**
 * The values of a reversal, in the order of the groups.
 *
 * @param pattern - for messages
 * @param names - of the groups, none if they have only positions
 * @param args - a value for each group, or one object of values by name
 * @returns `undefined` if `args` has no object of names
 * @throws {TypeError} if a name is missing, or is not one of the pattern
 */
export function valuesByName(
  pattern: string,
  names: readonly string[],
  args: readonly unknown[],
): readonly unknown[] | undefined {
  const [values] = args;
  if (names.length === 0 || args.length !== 1 || !isNamed(values)) return undefined;
  const missing = names.find((name) => values[name] === undefined);
  if (missing !== undefined) throw new TypeError(`Cannot reverse url ${pattern} as ${missing} has no value`);
  const unknown = Object.keys(values).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new TypeError(
      `Cannot reverse url ${pattern} as ${unknown} is not in it: it has ${names.join(", ")}`,
    );
  return names.map((name) => values[name]);
}

function isNamed(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
