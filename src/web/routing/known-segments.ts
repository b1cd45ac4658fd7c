import type { PatternGroup, PatternPart } from "./pattern-part.ts";

/**
 * The segments that the paths of a pattern have, as far as they are certain: text, or `undefined` for one with a group.
 *
 * @param parts - text and groups; `undefined` for a pattern in which there is more than that
 */
export function knownSegments(parts: readonly PatternPart[] | undefined): readonly (string | undefined)[] {
  if (parts === undefined) return [];
  const segments: (string | undefined)[] = [""];
  for (const { text, group } of parts) {
    const last = segments.length - 1;
    if (group !== undefined) segments[last] = undefined;
    // Where this segment ends, and so all that follows, is not known.
    if (group !== undefined && !staysInSegment(group)) return segments;
    const [more = "", ...next] = (text ?? "").split("/");
    if (segments[last] !== undefined) segments[last] += more;
    segments.push(...next);
  }
  return segments;
}

/**
 * Whether no segment has more than one group, and none of these can pass a slash: then there is one way to match a path,
 * but for where a group ends within its segment.
 */
export function isSegmented(parts: readonly PatternPart[] | undefined): boolean {
  let hasGroup = false;
  return (
    parts?.every(({ text, group }) => {
      const isSecond = group !== undefined && hasGroup;
      hasGroup = group !== undefined || (hasGroup && !text.includes("/"));
      return !isSecond && (group === undefined || staysInSegment(group));
    }) ?? false
  );
}

/** Of expressions only those of usual forms: a wrong no costs a little time, a wrong yes would cost a match. */
function staysInSegment({ type, expression }: PatternGroup): boolean {
  if (type !== "string") return type !== "path";
  return /^(?:\[\^\/\]|\\[dw]|\[(?:\w-\w|\w)+-?\])(?:[+*]|\{[\d,]+\})$/.test(expression);
}
