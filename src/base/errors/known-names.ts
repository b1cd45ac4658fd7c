import { editDistance } from "./edit-distance.ts";

const longestName = 64;

/** The right name for a wrong one, with how sure that is. */
export interface NameAdvice {
  readonly name: string;
  /** It is the same name in another spelling, such as `xsrf_cookies`, `requestTimeout` or Tornado's word for it. */
  readonly isSame: boolean;
}

/**
 * Names that mean something, so that one which means nothing can be recognised as one of them spelt wrongly.
 */
export class KnownNames {
  readonly #names: readonly string[];
  readonly #byFolded = new Map<string, string>();

  /**
   * @param names - those that mean something
   * @param renamed - what Tornado calls some of them, where that is another word
   */
  constructor(names: readonly string[], renamed: Readonly<Record<string, string>> = {}) {
    this.#names = names;
    // A duration has its unit in its name here, and none in Tornado. The names themselves go last: they win.
    for (const name of names) if (/[a-z]Ms$/.test(name)) this.#byFolded.set(folded(name.slice(0, -2)), name);
    for (const [theirs, name] of Object.entries(renamed)) this.#byFolded.set(folded(theirs), name);
    for (const name of names) this.#byFolded.set(folded(name), name);
  }

  /** The name that is the same but for case, underscores and the unit; or for Tornado's word. */
  sameAs(name: string): string | undefined {
    return name.length > longestName ? undefined : this.#byFolded.get(folded(name));
  }

  /** The name that differs by a letter, or by one in each of two words: too near to be another name by intention. */
  confusedWith(name: string): NameAdvice | undefined {
    const same = this.sameAs(name);
    if (same !== undefined) return { name: same, isSame: true };
    if (name.length > longestName) return undefined;
    const near = this.#names.find((known) => isMisspelt(name, known));
    return near === undefined ? undefined : { name: near, isSame: false };
  }

  /** The name that may be meant where nothing else can be: less strict than {@link confusedWith}. */
  meantBy(name: string): NameAdvice | undefined {
    return this.confusedWith(name) ?? this.#nearest(name);
  }

  #nearest(name: string): NameAdvice | undefined {
    if (name.length > longestName) return undefined;
    const most = name.length < 5 ? 1 : Math.max(2, Math.floor(name.length / 4));
    const text = folded(name);
    const ranked = this.#names.map((known) => ({ known, distance: editDistance(text, folded(known)) }));
    const [best] = ranked.sort((a, b) => a.distance - b.distance);
    return best !== undefined && best.distance <= most ? { name: best.known, isSame: false } : undefined;
  }
}

function isMisspelt(name: string, known: string): boolean {
  const text = folded(name);
  const right = folded(known);
  if (Math.min(text.length, right.length) < 4) return false;
  if (Math.abs(text.length - right.length) > 2) return false;
  return editDistance(text, right) <= 1 || haveMisspeltWords(wordsOf(name), wordsOf(known));
}

/** By words, so that `defaultPort` is not taken for `defaultHost`, of which it is two letters away. */
function haveMisspeltWords(words: readonly string[], right: readonly string[]): boolean {
  if (words.length !== right.length) return false;
  let distance = 0;
  for (const [index, word] of words.entries()) {
    const ofWord = editDistance(word, right[index] ?? "");
    if (ofWord > 1 || (ofWord === 1 && word.length < 3)) return false;
    distance += ofWord;
  }
  return distance <= 2;
}

function wordsOf(name: string): string[] {
  return name.split(/[_-]|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());
}

function folded(name: string): string {
  return name.replace(/[_-]/g, "").toLowerCase();
}
