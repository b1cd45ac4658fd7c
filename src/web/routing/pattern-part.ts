import type { PathParameterType } from "./path-parameter.ts";

/** A piece of a pattern: fixed text as it stands in a path, or a group whose value is caught. */
export type PatternPart =
  | { readonly text: string; readonly group?: undefined }
  | { readonly text?: undefined; readonly group: PatternGroup };

/** A place of a pattern whose value is caught. */
export interface PatternGroup {
  /** `undefined` for one that only has a position. */
  readonly name: string | undefined;
  readonly type: PathParameterType;
  /** The regular expression for its text. */
  readonly expression: string;
}

/** The groups among these parts, in order. */
export function groupsAmong(parts: readonly PatternPart[]): readonly PatternGroup[] {
  return parts.flatMap(({ group }) => (group === undefined ? [] : [group]));
}
