import { anyObject, anyValue, either, OptionRules, oneOf, text } from "../errors/internal.ts";
import { toUnicode } from "../escape/index.ts";
import { withoutBom } from "../escape/internal.ts";
import { type WrittenTemplate, writeTemplate } from "./code-writer.ts";
import { type CompiledTemplate, compileTemplate } from "./compile.ts";
import { linkTemplate } from "./linking.ts";
import type { TemplateTree } from "./nodes.ts";
import { parseTemplate } from "./parser.ts";
import { type TemplateNamespace, TemplateScope } from "./scope.ts";
import { codeName, pointIntoTemplate } from "./stack-trace.ts";
import { filterWhitespace, type WhitespaceMode } from "./whitespace.ts";

/** What a template asks of its loader. */
export interface TemplateSource {
  /** The default of `autoescape` for its templates. */
  readonly autoescape: string | null;
  /** Names that all its templates have. */
  readonly namespace: TemplateNamespace;
  /** The default of `whitespace` for its templates. */
  readonly whitespace: WhitespaceMode | undefined;
  /** The template of that name, as seen from another one. */
  load(name: string, parentPath?: string): Template;
}

/** How a template is read. */
export interface TemplateOptions {
  /** Its name in errors, by which relative names in it are resolved. Default: `<string>`. */
  readonly name?: string;
  /** Finds what the template extends and includes. Default: it can do neither. */
  readonly loader?: TemplateSource;
  /** The name of the function that escapes what `{{ }}` prints; `null`: none. Default: the loader's, or `xhtmlEscape`. */
  readonly autoescape?: string | null;
  /** What becomes of white space. Default: the loader's, or `single` for `*.html` and `*.js` and `all` for others. */
  readonly whitespace?: WhitespaceMode;
}

const optionRules = new OptionRules<TemplateOptions>("make a template", {
  name: text,
  loader: anyObject,
  autoescape: either(text, oneOf(null)),
  // An unknown mode is a RangeError.
  whitespace: anyValue,
});

let treeOf: (template: Template) => TemplateTree;

/**
 * A template, compiled to a function.
 *
 * Its text is code of the application and has to be trusted as such. What it is given to print is never evaluated, and is
 * escaped unless the template says otherwise.
 *
 * @example
 * ```ts
 * import { Template } from "typhoon/template";
 *
 * const greeting = new Template("{% for name in names %}<p>Hello, {{ name }}{% end %}");
 * greeting.generate({ names: ["Ada", "<Bob>"] });   // "<p>Hello, Ada<p>Hello, &lt;Bob&gt;"
 * ```
 * @see tornado.template.Template
 */
export class Template {
  /** Its name, as in errors. */
  readonly name: string;
  /** The JavaScript that it was compiled to, for a look at it. */
  readonly code: string;
  readonly #tree: TemplateTree;
  readonly #written: WrittenTemplate;
  readonly #compiled: CompiledTemplate;
  readonly #codeName: string;
  readonly #shared: TemplateNamespace;

  static {
    treeOf = (template) => template.#tree;
  }

  /**
   * @param source - the template's text, or UTF-8 bytes
   * @param options - how it is read
   * @throws {ParseError} `ERR_TEMPLATE_PARSE` with file and line if it is wrong
   * @throws {RangeError} if there is no such whitespace mode
   */
  constructor(source: string | Uint8Array, options: TemplateOptions = {}) {
    optionRules.check(options);
    const { name = "<string>", loader } = options;
    const { autoescape = loader === undefined ? "xhtmlEscape" : loader.autoescape } = options;
    const { whitespace = loader?.whitespace ?? defaultWhitespace(name) } = options;
    filterWhitespace(whitespace, "");
    this.name = name;
    this.#shared = loader?.namespace ?? {};
    this.#tree = parseTemplate(withoutBom(toUnicode(source)), { name, autoescape, whitespace });
    const trees = loader && {
      load: (path: string, parent?: string) => ({ tree: treeOf(loader.load(path, parent)) }),
    };
    this.#written = writeTemplate(linkTemplate(this.#tree, trees), trees);
    this.code = this.#written.code;
    this.#codeName = codeName(name);
    this.#compiled = compileTemplate(this.#written, name, this.#codeName);
  }

  /** Whether it awaits something, so that only `generateAsync` can generate it. */
  get isAsync(): boolean {
    return this.#written.awaitsAt !== undefined;
  }

  /**
   * Generates a page.
   *
   * @param namespace - the names that its expressions use; only own fields count
   * @throws {UndefinedNameError} `ERR_TEMPLATE_NAME` if an expression uses a name that is not there
   * @throws {TypeError} if the template awaits something
   */
  generate(namespace: TemplateNamespace = {}): string {
    if (this.isAsync) throw this.#needsAwait();
    try {
      return this.#compiled(this.#scope(namespace)) as string;
    } catch (error) {
      pointIntoTemplate(error, this.#codeName, this.#written.places);
      throw error;
    }
  }

  /**
   * Generates a page, also of a template that awaits something.
   *
   * @param namespace - the names that its expressions use; only own fields count
   * @throws {UndefinedNameError} `ERR_TEMPLATE_NAME` if an expression uses a name that is not there
   */
  async generateAsync(namespace: TemplateNamespace = {}): Promise<string> {
    const scope = this.#scope(namespace);
    try {
      return await this.#compiled(scope);
    } catch (error) {
      pointIntoTemplate(error, this.#codeName, this.#written.places, scope.awaitsAt);
      throw error;
    }
  }

  #scope(namespace: TemplateNamespace): TemplateScope {
    return new TemplateScope(namespace, this.#shared, this.#written.places);
  }

  #needsAwait(): TypeError {
    return new TypeError(
      `Cannot generate ${this.name} at once as it awaits at ${this.#written.awaitsAt}: call generateAsync()`,
    );
  }
}

function defaultWhitespace(name: string): WhitespaceMode {
  return /\.(?:html|js)$/.test(name) ? "single" : "all";
}
