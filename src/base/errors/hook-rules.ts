import { KnownNames, type NameAdvice } from "./known-names.ts";
import { shownValue } from "./shown-value.ts";

/** A class that others extend, with the names of what they may override. */
export interface HookRulesInit {
  /** Names of hooks whose misspelling is looked for too. */
  readonly hooks: readonly string[];
  /** Names too short for that, such as `get`; another spelling of them is still recognised. */
  readonly shortHooks?: readonly string[];
  /** What Tornado calls some of them, where that is another word. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** The class whose members are looked at: its name, and where they are. */
export interface CheckedClass {
  readonly name: string;
  readonly prototype: object;
}

/**
 * Finds methods of a subclass that were meant to override a hook, and are never called because of their spelling.
 *
 * A class may have both spellings: then one of them calls the other.
 */
export class HookRules {
  readonly #base: CheckedClass;
  readonly #all: KnownNames;
  readonly #long: KnownNames;
  readonly #checked = new WeakSet<object>();

  /**
   * @param base - the class with the hooks
   * @param init - their names
   */
  constructor(base: CheckedClass, { hooks, shortHooks = [], renamed }: HookRulesInit) {
    this.#base = base;
    this.#all = new KnownNames([...hooks, ...shortHooks], renamed);
    this.#long = new KnownNames(hooks);
  }

  /**
   * Each class is looked at once.
   *
   * @param subclass - extends the base
   * @param warn - is given a sentence for each name that is probably, but not certainly, a misspelt hook
   * @throws {TypeError} if a method has the name of a hook in another spelling, such as `on_finish`
   */
  check(subclass: CheckedClass, warn: (message: string) => void): void {
    if (this.#checked.has(subclass)) return;
    this.#checked.add(subclass);
    const { prototype: end } = this.#base;
    for (
      let at: object | null = subclass.prototype;
      at !== null && at !== end;
      at = Object.getPrototypeOf(at)
    ) {
      for (const name of Object.getOwnPropertyNames(at)) this.#checkName(subclass, name, warn);
    }
  }

  #checkName(subclass: CheckedClass, name: string, warn: (message: string) => void): void {
    if (name in this.#base.prototype || name.startsWith("_")) return;
    const same = this.#all.sameAs(name);
    const advice: NameAdvice | undefined =
      same === undefined ? this.#misspelt(name) : { name: same, isSame: true };
    if (advice === undefined || this.#overrides(subclass, advice.name)) return;
    if (advice.isSame)
      throw new TypeError(`Cannot use ${subclass.name} because ${this.#why(name)}: write ${advice.name}`);
    warn(`${subclass.name} may be misspelt: ${this.#why(name)}; did you mean ${advice.name}?`);
  }

  /** The plural of a hook's name is a name of its own: `getCurrentUsers`. */
  #misspelt(name: string): NameAdvice | undefined {
    const near = this.#long.confusedWith(name);
    return near === undefined || name === `${near.name}s` ? undefined : near;
  }

  #overrides(subclass: CheckedClass, hook: string): boolean {
    return (
      Reflect.getOwnPropertyDescriptor(this.#base.prototype, hook)?.value !==
      memberOf(subclass.prototype, hook)
    );
  }

  #why(name: string): string {
    return `${this.#base.name} never calls a method ${shownValue(name)}`;
  }
}

/** Without calling a getter, which needs an object of the class. */
function memberOf(prototype: object, name: string): unknown {
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    const found = Reflect.getOwnPropertyDescriptor(at, name);
    if (found !== undefined) return found.value;
  }
  return undefined;
}
