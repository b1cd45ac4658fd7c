import type { PathParameterTypes, PathValue } from "./path-parameter.ts";

/**
 * What a handler's method receives from a path with parameters: an object with a value for each name.
 *
 * @example
 * ```ts
 * import { type PathParameters, RequestHandler, url } from "typhoon/web";
 *
 * const path = "/users/:id(integer)/files/:name";
 *
 * class UserFile extends RequestHandler {
 *   override get({ id, name }: PathParameters<typeof path>) {   // { id: number; name: string }
 *     this.write(`${name} of user ${id}`);
 *   }
 * }
 *
 * const rule = url(path, UserFile);
 * ```
 */
export type PathParameters<Path extends string> = string extends Path
  ? Readonly<Record<string, PathValue>>
  : { readonly [Parameter in ParametersIn<Path> as Parameter[0]]: TypeOf<Parameter[1]> };

/** For each parameter of a path a name and the name of its type, as a union. */
type ParametersIn<Path extends string> = Path extends `${string}/:${infer Rest}`
  ? (Rest extends `${NameStart}${string}` ? Named<ReadName<Rest>> : never) | ParametersIn<Rest>
  : never;

/** `Text` is what stands behind the name. */
type Named<Parameter extends readonly [name: string, text: string]> = Parameter extends readonly [
  infer Name extends string,
  infer Text extends string,
]
  ? [Name, Text extends `(${infer Type})${string}` ? Type : "string"]
  : never;

type ReadName<Text extends string, Name extends string = ""> = Text extends `${infer First}${infer Rest}`
  ? First extends NameCharacter
    ? ReadName<Rest, `${Name}${First}`>
    : [Name, Text]
  : [Name, ""];

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
// biome-ignore format: the alphabet in one line
type Letter =
  | "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j" | "k" | "l" | "m"
  | "n" | "o" | "p" | "q" | "r" | "s" | "t" | "u" | "v" | "w" | "x" | "y" | "z";
type NameStart = Letter | Uppercase<Letter> | "_";
type NameCharacter = NameStart | Digit;

type TypeOf<Name> = Name extends keyof PathParameterTypes ? PathParameterTypes[Name] : never;
