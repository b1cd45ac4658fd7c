import { Script } from "node:vm";
import type { WrittenTemplate } from "./code-writer.ts";
import { ParseError } from "./errors.ts";
import { each, isA, isTrue, textOf } from "./runtime.ts";
import type { TemplateScope } from "./scope.ts";

/** Generates a page; a promise of it if the template awaits something. */
export type CompiledTemplate = (scope: TemplateScope) => string | Promise<string>;

type Factory = (...runtime: unknown[]) => CompiledTemplate;

/**
 * Compiles a template's code.
 *
 * A script of `node:vm` works where `--disallow-code-generation-from-strings` forbids `new Function`.
 *
 * @param template - the template's name
 * @param filename - the name of its code
 * @throws {ParseError} `ERR_TEMPLATE_PARSE` if its parts are JavaScript, but not together
 */
export function compileTemplate(
  { code }: WrittenTemplate,
  template: string,
  filename: string,
): CompiledTemplate {
  let factory: Factory;
  try {
    factory = new Script(code, { filename }).runInThisContext();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ParseError(`Cannot compile the template: ${reason}`, template, 1, { cause });
  }
  return factory(textOf, each, isA, isTrue);
}
