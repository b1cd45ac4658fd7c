import type { CompiledPattern } from "./compiled-pattern.ts";
import { isSegmented, knownSegments } from "./known-segments.ts";
import { compileExpression } from "./path-expression.ts";
import { compilePath, isPathForm } from "./path-form.ts";
import type { PathParameter, PathValue } from "./path-parameter.ts";
import { fillParts, valuesByName } from "./reversal.ts";

/** What a pattern's groups caught; text is still percent-encoded. `undefined` where an optional group took no part. */
export interface PathMatch {
  /** The values of a pattern with positional groups, in order. */
  readonly pathArgs: readonly (string | undefined)[];
  /** The values of a pattern with names; `undefined` if the pattern has none. */
  readonly pathKwargs: Readonly<Record<string, PathValue | undefined>> | undefined;
}

const withoutGroups: PathMatch = Object.freeze({ pathArgs: Object.freeze([]), pathKwargs: undefined });

/**
 * A path's pattern, taken apart once, so that most paths are told apart without running an expression.
 *
 * It is a regular expression, which has to match the whole path, or a path with parameters, `/users/:id(integer)`.
 */
export class PathPattern {
  /** The whole expression, anchored at both ends. */
  readonly regex: RegExp;
  /** The one path that matches, if the pattern is nothing but text. */
  readonly literal: string | undefined;
  /** The text that every matching path begins with. */
  readonly prefix: string;
  /** The segments of every matching path, as far as they are certain; `undefined` for one with a group. */
  readonly segments: readonly (string | undefined)[];
  /** Whether a look at its text and groups shows that it cannot explode; most patterns are so. */
  readonly isHarmless: boolean;
  /** How many groups the pattern has. */
  readonly groupCount: number;
  /** What has a name in the pattern, in order; empty if its groups only have positions. */
  readonly parameters: readonly PathParameter[];
  /** Whether it is written as a path with parameters. */
  readonly isPathForm: boolean;
  /** The pattern as it is written. */
  readonly source: string;
  readonly #names: readonly string[];
  readonly #converters: CompiledPattern["converters"];
  readonly #parts: CompiledPattern["parts"];

  /**
   * @param pattern - a regular expression; `^` and `$` around it are implied. Text with a segment that begins with a
   *   colon and a name is a path with parameters
   * @throws {TypeError} if it is not a regular expression
   * @throws {TypeError} if some of its groups have names and some have not, or it mixes the two forms
   */
  constructor(pattern: string | RegExp) {
    this.isPathForm = isPathForm(pattern);
    const compiled = isPathForm(pattern) ? compilePath(pattern) : compileExpression(pattern);
    this.regex = compiled.regex;
    this.prefix = compiled.start.text;
    this.literal = compiled.start.isWhole ? compiled.start.text : undefined;
    this.segments = this.regex.ignoreCase ? [] : knownSegments(compiled.parts);
    this.isHarmless = this.isPathForm || isSegmented(compiled.parts);
    this.groupCount = compiled.groupCount;
    this.parameters = compiled.parameters;
    this.source = compiled.source;
    this.#names = compiled.parameters.map(({ name }) => name);
    this.#converters = compiled.converters;
    this.#parts = compiled.parts;
    if (this.#names.includes("__proto__"))
      throw new TypeError(`Cannot route by ${this.source} as no parameter can be named __proto__`);
  }

  /**
   * The path with the names of its values, as an OpenAPI document has it: `/users/{id}`. `undefined` if there is more in
   * the pattern than text and named groups.
   */
  get template(): string | undefined {
    if (this.#parts === undefined || this.#names.length !== this.groupCount) return undefined;
    return this.#parts.map(({ text, group }) => text ?? `{${group?.name}}`).join("");
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
    if (this.#names.length === 0) return { pathArgs: found.slice(1), pathKwargs: undefined };
    const pathKwargs = this.#valuesIn(found);
    return pathKwargs === undefined ? undefined : { pathArgs: withoutGroups.pathArgs, pathKwargs };
  }

  /**
   * The path in which the groups hold these values.
   *
   * @param args - one for each group, or one object with a value for each name
   * @throws {TypeError} if the number of values is not that of the groups, a name has none, the pattern holds more than
   *   text and groups, or a value is not of its parameter's type
   */
  reverse(args: readonly unknown[]): string {
    if (this.#parts === undefined) throw new TypeError(`Cannot reverse url regex ${this.source}`);
    const values = valuesByName(this.source, this.#names, args) ?? args;
    if (values.length !== this.groupCount) {
      throw new TypeError(
        `Cannot reverse url regex ${this.source} as it takes ${this.groupCount} arguments: ${values.length} were given`,
      );
    }
    const path = fillParts(this.#parts, values);
    if (!this.isPathForm || this.match(path) !== undefined) return path;
    throw new TypeError(
      `Cannot reverse url ${this.source} as a value is not of its parameter's type: the path would be ${path}`,
    );
  }

  #valuesIn(found: RegExpExecArray): PathMatch["pathKwargs"] {
    const values: Record<string, PathValue | undefined> = {};
    for (let index = 0; index < this.#names.length; index++) {
      const text = found[index + 1];
      const convert = this.#converters[index];
      const value = convert === undefined || text === undefined ? text : convert(text);
      if (convert !== undefined && value === undefined) return undefined;
      values[this.#names[index] ?? ""] = value;
    }
    return values;
  }
}
