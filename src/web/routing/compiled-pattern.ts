import type { LiteralStart } from "./literal-start.ts";
import type { PathParameter, PathValue } from "./path-parameter.ts";
import type { PatternPart } from "./pattern-part.ts";

/** Makes a value of its text; `undefined`: the text is none of that type. */
export type Convert = (text: string) => PathValue | undefined;

/** What a pattern comes to, in whichever form it is written. */
export interface CompiledPattern {
  /** As it was written, for messages. */
  readonly source: string;
  /** The whole expression, anchored at both ends. */
  readonly regex: RegExp;
  /** The text that every matching path begins with. */
  readonly start: LiteralStart;
  readonly groupCount: number;
  /** Of all groups, in order; none, if they only have positions. */
  readonly parameters: readonly PathParameter[];
  /** By position; `undefined` for a group whose value is its text. */
  readonly converters: readonly (Convert | undefined)[];
  /** `undefined` if there is more in it than text and groups. */
  readonly parts: readonly PatternPart[] | undefined;
}
