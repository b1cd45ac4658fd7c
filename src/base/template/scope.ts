import { adviceFor } from "./advice.ts";
import { builtins, languageNames } from "./builtins.ts";
import { UndefinedNameError } from "./errors.ts";
import { type Escaper, escaperOf } from "./runtime.ts";

/** Names that a template's expressions can use. */
export type TemplateNamespace = Readonly<Record<string, unknown>>;

/**
 * The names of one page. Those given to it hide those of the loader, which hide the built-in ones; only an object's own
 * fields count, so that `constructor` is a name like others.
 */
export class TemplateScope {
  readonly #given: TemplateNamespace;
  readonly #shared: TemplateNamespace;
  readonly #places: readonly string[];
  #awaitsAt: string | undefined;

  /**
   * @param given - to this page
   * @param shared - by all templates of the loader
   * @param places - of each line of the template's code
   */
  constructor(given: TemplateNamespace, shared: TemplateNamespace, places: readonly string[]) {
    this.#given = given;
    this.#shared = shared;
    this.#places = places;
  }

  /** The value of a name; `undefined` if there is none. */
  get(name: string): unknown {
    const names = this.#namesWith(name);
    if (names !== undefined) return names[name];
    return languageNames.has(name) ? Reflect.get(globalThis, name) : undefined;
  }

  #namesWith(name: string): TemplateNamespace | undefined {
    return [this.#given, this.#shared, builtins].find((names) => Object.hasOwn(names, name));
  }

  /**
   * Called where a name has no value.
   *
   * @param line - of the code
   * @throws {UndefinedNameError} `ERR_TEMPLATE_NAME` if the name is not there at all
   */
  missing(name: string, line: number): void {
    if (this.#namesWith(name) !== undefined) return;
    const advice = name === "_tt_modules" ? "only a handler's templates have modules" : adviceFor(name);
    const common = "give it to generate() or render(), or to the namespace of the loader";
    const shown = name === "_tt_modules" ? "{% module %}" : name;
    throw new UndefinedNameError(shown, this.#places[line] ?? "", advice ?? common);
  }

  /** Where the template waits at present: what it waits for may fail with a stack that knows nothing of it. */
  get awaitsAt(): string | undefined {
    return this.#awaitsAt;
  }

  /**
   * Called before the template waits.
   *
   * @param line - of the code
   */
  awaiting(line: number): void {
    this.#awaitsAt = this.#places[line];
  }

  /** Called with what it has waited for. */
  awaited<T>(value: T): T {
    this.#awaitsAt = undefined;
    return value;
  }

  /**
   * What an `autoescape` directive names.
   *
   * @throws {UndefinedNameError} `ERR_TEMPLATE_NAME` if nothing has that name
   * @throws {TypeError} if it is no function
   */
  escaper(name: string): Escaper {
    const method = this.get(name);
    if (method === undefined) this.missing(name, 0);
    if (typeof method === "function") return escaperOf(method as (text: string) => unknown);
    throw new TypeError(`Cannot escape with ${name} as it has to be a function: it is ${typeof method}`);
  }
}
