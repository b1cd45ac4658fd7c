import type { SchemaIssue } from "./standard-schema.ts";
import type { InputError } from "./validation-error.ts";

/** A list of a million wrong elements would be an answer larger than the request. */
const mostErrors = 100;
const longestMessage = 500;
/** Of a value within an error no more is looked at. */
const mostLeaves = 1_000;

/**
 * What a schema found, in words for others: where, and what was expected.
 *
 * Some libraries put the value into their message. It may be a password, so it is taken out again.
 *
 * @param issues - as the schema gives them
 * @param value - what it looked at
 */
export function errorsOf(issues: readonly SchemaIssue[], value: unknown): Omit<InputError, "in">[] {
  // What is wrong with the same value in many ways is looked through once.
  const leaves = new Map<unknown, readonly Leaf[]>();
  return issues.slice(0, mostErrors).map(({ path = [], message }) => {
    const keys = path.map((step) => (typeof step === "object" ? step.key : step));
    const found = valueAt(value, keys);
    const known = leaves.get(found) ?? leavesOf(found);
    leaves.set(found, known);
    return { path: keys.map(String).join("."), message: withoutLeaves(message, known) };
  });
}

/** What a message could repeat of a value. */
type Leaf = string | number;

function valueAt(value: unknown, keys: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

function withoutLeaves(message: string, leaves: readonly Leaf[]): string {
  const text = leaves.reduce(withoutLeaf, message);
  return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
}

/** A text stands in quotes; a number after the words by which the libraries introduce what they got. */
function withoutLeaf(message: string, leaf: Leaf): string {
  if (typeof leaf === "number") {
    return message.replace(/\b(received|was) (-?[\d.]+(?:e[+-]?\d+)?)/gi, (whole, word, number) =>
      Number(number) === leaf ? `${word} another` : whole,
    );
  }
  if (leaf === "") return message;
  return message.replaceAll(JSON.stringify(leaf), "…").replaceAll(`'${leaf}'`, "…");
}

function leavesOf(value: unknown): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const waiting = [value];
  for (let seen = 0; waiting.length > 0 && seen < mostLeaves; seen++) {
    const next = waiting.pop();
    if (typeof next === "string" || typeof next === "number") leaves.push(next);
    else if (typeof next === "object" && next !== null)
      waiting.push(...Object.values(next).slice(0, mostLeaves));
  }
  // A text that is part of another is looked for after it.
  return leaves.sort((a, b) => String(b).length - String(a).length);
}
