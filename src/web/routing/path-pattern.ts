import { encodePath } from "../../http/httputil/internal.ts";
import { literalStart } from "./literal-start.ts";
import { type ReversalPart, reversalParts } from "./reversal.ts";

/** What a pattern's groups caught, still percent-encoded; `undefined` where an optional group took no part. */
export interface PathMatch {
  /** The values of a pattern with positional groups, in order. */
  readonly pathArgs: readonly (string | undefined)[];
  /** The values of a pattern with named groups; `undefined` if the pattern has none. */
  readonly pathKwargs: Readonly<Record<string, string | undefined>> | undefined;
}

const withoutGroups: PathMatch = Object.freeze({ pathArgs: Object.freeze([]), pathKwargs: undefined });

/**
 * A path's regular expression, taken apart once, so that most paths are told apart without running it.
 *
 * The expression has to match the whole path. `(?P<name>...)` is understood as `(?<name>...)`.
 */
export class PathPattern {
  /** The whole expression, anchored at both ends. */
  readonly regex: RegExp;
  /** The one path that matches, if the pattern is nothing but text. */
  readonly literal: string | undefined;
  /** The text that every matching path begins with. */
  readonly prefix: string;
  /** How many groups the pattern has. */
  readonly groupCount: number;
  readonly #source: string;
  readonly #hasNames: boolean;
  readonly #reversal: readonly ReversalPart[] | undefined;

  /**
   * @param pattern - a regular expression; `^` and `$` around it are implied
   * @throws {SyntaxError} if it is not a regular expression
   * @throws {TypeError} if some of its groups have names and some have not
   */
  constructor(pattern: string | RegExp) {
    const isText = typeof pattern === "string";
    this.#source = (isText ? pattern : pattern.source).replaceAll("(?P<", "(?<");
    this.regex = new RegExp(`^(?:${this.#source})$`, isText ? "" : pattern.flags.replace(/[gy]/g, ""));
    const groups = groupsOf(this.regex);
    this.groupCount = groups.count;
    this.#hasNames = groups.names > 0;
    if (groups.names !== 0 && groups.names !== groups.count) throw mixedGroups(this.#source);
    const start = this.regex.ignoreCase ? { text: "", isWhole: false } : literalStart(this.#source);
    this.prefix = start.text;
    this.literal = start.isWhole ? start.text : undefined;
    this.#reversal = reversalParts(this.#source, this.groupCount);
  }

  /**
   * @param path - as it was requested, percent-encoded
   * @returns what the groups caught, or `undefined` if the path does not match
   */
  match(path: string): PathMatch | undefined {
    if (this.literal !== undefined) return path === this.literal ? withoutGroups : undefined;
    if (!path.startsWith(this.prefix)) return undefined;
    const found = this.regex.exec(path);
    if (found === null) return undefined;
    if (this.groupCount === 0) return withoutGroups;
    if (!this.#hasNames) return { pathArgs: found.slice(1), pathKwargs: undefined };
    return { pathArgs: withoutGroups.pathArgs, pathKwargs: { ...found.groups } };
  }

  /**
   * The path in which the groups hold these values.
   *
   * @throws {TypeError} if the number of values is not that of the groups, or the pattern holds more than text and groups
   */
  reverse(args: readonly unknown[]): string {
    if (this.#reversal === undefined) throw new TypeError(`Cannot reverse url regex ${this.#source}`);
    if (args.length !== this.groupCount) {
      throw new TypeError(
        `Cannot reverse url regex ${this.#source} as it takes ${this.groupCount} arguments: ${args.length} were given`,
      );
    }
    let next = 0;
    return this.#reversal
      .map((part) => (part.isGroup ? encodePath(String(args[next++])) : part.text))
      .join("");
  }
}

/** An expression that also matches nothing shows its groups in its result. */
function groupsOf(regex: RegExp): { count: number; names: number } {
  const found = new RegExp(`${regex.source}|`, regex.flags).exec("");
  return { count: (found?.length ?? 1) - 1, names: Object.keys(found?.groups ?? {}).length };
}

function mixedGroups(source: string): TypeError {
  return new TypeError(
    `Cannot route by ${source} as the groups of a pattern have to be either all named or all positional`,
  );
}
