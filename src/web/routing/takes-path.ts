import type { PathParameters } from "./path-parameters.ts";

/** The methods of a handler that receive the parameters of its path. */
type Verb = "get" | "head" | "post" | "delete" | "patch" | "put" | "options";

/**
 * Anything, if the methods of a handler class can be called with the parameters of a path; otherwise an object that it
 * is not, so that a compiler's message names method and parameters. What is no path with parameters is not checked.
 */
export type TakesPath<Target, Path> = Path extends `${string}/:${string}`
  ? Target extends abstract new (
      ...args: never[]
    ) => infer Handler
    ? Misfits<Handler, PathParameters<Path>> extends never
      ? unknown
      : {
          readonly takesAnotherThan: PathParameters<Path>;
          readonly in: Misfits<Handler, PathParameters<Path>>;
        }
    : unknown
  : unknown;

/** The names of the methods that cannot be called with these parameters. */
type Misfits<Handler, Parameters> = {
  [Name in Verb & keyof Handler]: Handler[Name] extends (parameters: Parameters) => unknown ? never : Name;
}[Verb & keyof Handler];
