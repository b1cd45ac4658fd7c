import { KnownNames } from "./known-names.ts";
import { shownValue } from "./shown-value.ts";
import type { ValueRule } from "./value-rule.ts";

/** The names that an interface declares, without those that its index signature lets in. */
type DeclaredName<Options> = keyof {
  [Name in keyof Options as string extends Name ? never : Name]: true;
} &
  string;

/** A rule for each option of an interface: to forget one does not compile. */
export type RulesOf<Options> = { readonly [Name in DeclaredName<Options>]: ValueRule };

/** How {@link OptionRules} speak of what they check. */
export interface OptionRulesInit {
  /** What one of them is called. Default: `"option"`. */
  readonly noun?: string;
  /** What Tornado calls some of them, where that is another word: `{ gzip: "compressResponse" }`. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Whether callers may have names of their own beside, as long as they are not near to one of these. Default: `false`. */
  readonly isOpen?: boolean;
}

/**
 * Checks an options object when it comes in, for callers without TypeScript: a name that is none would otherwise do
 * nothing, without a word.
 */
export class OptionRules<Options extends object> {
  readonly #action: string;
  readonly #rules: ReadonlyMap<string, ValueRule>;
  readonly #names: KnownNames;
  readonly #noun: string;
  readonly #isOpen: boolean;

  /**
   * @param action - what cannot be done with wrong options, to be read behind "Cannot": `"make a queue"`
   * @param rules - one for each option
   * @param init - other names, and how they are called
   */
  constructor(action: string, rules: RulesOf<Options>, init: OptionRulesInit = {}) {
    this.#action = action;
    this.#rules = new Map(Object.entries<ValueRule>(rules));
    this.#names = new KnownNames([...this.#rules.keys()], init.renamed);
    this.#noun = init.noun ?? "option";
    this.#isOpen = init.isOpen ?? false;
  }

  /** Names and rules, for options that extend these. */
  get names(): readonly string[] {
    return [...this.#rules.keys()];
  }

  /**
   * @param options - what a caller has passed; `undefined` is in order
   * @throws {TypeError} if it is no options object, has an unknown name, or a value of the wrong type
   */
  check(options: unknown): void {
    if (options === undefined) return;
    if (typeof options !== "object" || options === null || Array.isArray(options)) {
      throw this.#notOptions(options);
    }
    // Inherited names count too: whoever destructures the object reads them.
    for (const name in options) {
      const value: unknown = Reflect.get(options, name);
      const rule = this.#rules.get(name);
      if (rule === undefined) {
        // What some library has added to all objects is no wrong use of ours.
        if (Object.hasOwn(options, name) || !(name in Object.prototype)) this.#checkUnknown(name);
      } else if (value !== undefined && !rule.accepts(value)) throw this.#wrongValue(name, rule, value);
    }
  }

  #checkUnknown(name: string): void {
    const advice = this.#isOpen ? this.#names.confusedWith(name) : this.#names.meantBy(name);
    if (advice === undefined && this.#isOpen) return;
    throw new TypeError(
      `Cannot ${this.#action} because there is no ${this.#noun} ${shownValue(name)}: ${this.#cure(name, advice)}`,
    );
  }

  #cure(name: string, advice: ReturnType<KnownNames["meantBy"]>): string {
    if (advice === undefined) return `its ${this.#noun}s are ${this.names.join(", ")}`;
    if (!advice.isSame) return `did you mean ${advice.name}?`;
    const isNewUnit = advice.name.endsWith("Ms") && !/ms$/i.test(name);
    return isNewUnit ? `write ${advice.name}, in milliseconds` : `write ${advice.name}`;
  }

  #wrongValue(name: string, rule: ValueRule, value: unknown): TypeError {
    return new TypeError(
      `Cannot ${this.#action} because ${name} must be ${rule.expected}: current value is ${shownValue(value)}`,
    );
  }

  /** A value that stands where options are expected is the first argument of Tornado, or of another library. */
  #notOptions(value: unknown): TypeError {
    const found = value === null ? undefined : [...this.#rules].find(([, rule]) => rule.accepts(value));
    const [name = this.names[0] ?? "name"] = found ?? [];
    const example = found === undefined ? "..." : shownValue(value);
    const unit = name.endsWith("Ms") ? ", in milliseconds" : "";
    return new TypeError(
      `Cannot ${this.#action} with ${shownValue(value)} because it takes ${this.#noun}s: pass { ${name}: ${example} }${unit}`,
    );
  }
}
