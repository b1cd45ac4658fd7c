import { shownValue } from "../../base/errors/internal.ts";

const example = 'write [["/path", Page]]';

/**
 * Looks at what a caller took for a list of rules, before anything is made of it.
 *
 * @throws {TypeError} if it is no list, or a rule is none
 */
export function checkRules(rules: unknown): asserts rules is readonly unknown[] {
  if (!Array.isArray(rules)) {
    throw new TypeError(`Cannot make rules of ${shownValue(rules)} because they must be a list: ${example}`);
  }
  const [first] = rules;
  if (typeof first === "string" || first instanceof RegExp) {
    throw new TypeError(
      `Cannot make rules of a single rule because each rule is a list in a list: ${example}`,
    );
  }
}

/** @throws {TypeError} if it is no `[pattern, target, kwargs?, name?]` */
export function checkTuple(rule: unknown): void {
  if (!Array.isArray(rule)) {
    throw new TypeError(`Cannot make a rule of ${shownValue(rule)} because a rule is a list: ${example}`);
  }
  const [pattern, target] = rule;
  if (isTarget(pattern) && (typeof target === "string" || target instanceof RegExp)) {
    throw new TypeError(
      `Cannot make a rule of ${nameOf(pattern)} and ${shownValue(target)} because the pattern comes first: write [${shownValue(target)}, ${nameOf(pattern)}]`,
    );
  }
  if (rule.length >= 2 && rule.length <= 4) return;
  throw new TypeError(
    `Cannot make a rule of ${rule.length} elements because it is [pattern, handler, values, name]: ${
      rule.length === 1 ? `add the handler to ${shownValue(pattern)}` : "leave the others out"
    }`,
  );
}

/** @throws {TypeError} if it is neither text, nor an expression, nor an object with `match` */
export function checkMatcher(matcher: unknown): void {
  const isPattern = typeof matcher === "string" || matcher instanceof RegExp;
  if (isPattern || (typeof matcher === "object" && matcher !== null && "match" in matcher)) return;
  throw new TypeError(
    `Cannot route by ${shownValue(matcher)} because a pattern is text, a RegExp or a Matcher: ${example}`,
  );
}

/** @throws {TypeError} if nothing of it can take a request */
export function checkTarget(target: unknown): void {
  if (!isTarget(target))
    throw new TypeError(`Cannot route to ${shownValue(target)} because ${cureFor(target)}`);
  if (typeof target === "function" && isForNode(target)) {
    throw new TypeError(
      `Cannot route to ${nameOf(target)} because a function here gets one request: wrap it as nodeContainer((req, res) => ...) of typhoon/faces`,
    );
  }
}

/** @throws {TypeError} if the third or fourth element of a rule is none */
export function checkValues(values: unknown, name: unknown): void {
  if (typeof values === "string" && name === undefined) {
    throw new TypeError(
      `Cannot give ${shownValue(values)} to a handler because values are an object: a name comes fourth, as in ["/path", Page, {}, ${shownValue(values)}]`,
    );
  }
  if (values !== undefined && values !== null && (typeof values !== "object" || Array.isArray(values))) {
    throw new TypeError(
      `Cannot give ${shownValue(values)} to a handler because values are an object: write ["/path", Page, { database }]`,
    );
  }
  if (name === undefined || name === null || typeof name === "string") return;
  throw new TypeError(
    `Cannot name a rule ${shownValue(name)} because a name is text: write ["/path", Page, {}, "page"]`,
  );
}

/** Whether it is a class by its text, which a function that is called with requests is not. */
export function isClass(target: unknown): target is abstract new (...args: never[]) => object {
  return typeof target === "function" && /^class\b/.test(Function.prototype.toString.call(target));
}

function isTarget(target: unknown): boolean {
  if (typeof target === "function" || Array.isArray(target)) return true;
  return (
    typeof target === "object" && target !== null && ("startRequest" in target || "findHandler" in target)
  );
}

function cureFor(target: unknown): string {
  if (target === undefined || target === null) {
    return `a rule needs a handler class: ${example}; two modules that import each other may have none yet`;
  }
  if (typeof target === "string") return `a handler is a class, not its name: import it, and ${example}`;
  return `a target is a handler class, an application, a list of rules or a function of the request: ${example}`;
}

/** Only for advice: a function with these parameters is for `node:http` or Express, and would fail with each request. */
function isForNode(target: object): boolean {
  const text = Function.prototype.toString.call(target).slice(0, 200);
  return /^(?:async\s*)?(?:function\b[^(]*)?\(\s*_?(?:req|request)\s*,\s*_?(?:res|resp|response|reply)\b/.test(
    text,
  );
}

function nameOf(target: unknown): string {
  if (typeof target === "function" && target.name !== "") return target.name;
  return typeof target === "function" ? "a function" : shownValue(target);
}
