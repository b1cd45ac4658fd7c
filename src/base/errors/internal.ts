/** The friends' door: how options that come from outside are checked. */
export {
  checkedCount,
  checkedDuration,
  checkedFiniteDuration,
  checkedLimit,
} from "./checked-number.ts";
export { describe } from "./describe.ts";
export { filePathOf, pathOrFileUrl } from "./file-path.ts";
export { type CheckedClass, HookRules } from "./hook-rules.ts";
export { KnownNames } from "./known-names.ts";
export { OptionRules, type RulesOf } from "./option-rules.ts";
export { isError, prototypesOf, readOr, readText, textOfThrown } from "./read-hostile.ts";
export { shownValue } from "./shown-value.ts";
export {
  abortSignal,
  anyObject,
  anyValue,
  callable,
  dateOrMs,
  either,
  having,
  list,
  number,
  numberFrom0,
  oneOf,
  plainObject,
  text,
  trueOrFalse,
  type ValueRule,
  word,
} from "./value-rule.ts";
