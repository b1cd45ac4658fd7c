import { OptionError } from "./errors.ts";
import type { Option } from "./option.ts";

/**
 * Reads options up to the first word that is none.
 *
 * @param find - looks an option up by a name as it was written
 * @returns the words after the options
 */
export function parseArguments(
  args: readonly string[],
  find: (name: string) => Option<unknown> | undefined,
): string[] {
  for (let index = 0; index < args.length; ) {
    const word = args[index] ?? "";
    if (word === "--") return args.slice(index + 1);
    if (!word.startsWith("-") || word === "-") return args.slice(index);
    index += parseOption(word, args[index + 1], find);
  }
  return [];
}

/** @returns how many words it took */
function parseOption(
  word: string,
  next: string | undefined,
  find: (name: string) => Option<unknown> | undefined,
): number {
  const [, name = "", equals, value = ""] = /^--?([^=]*)(=?)([\s\S]*)$/.exec(word) ?? [];
  const option = find(name);
  if (option === undefined) {
    throw new OptionError(
      `Cannot parse the command line as there is no option --${name}: --help shows which there are`,
    );
  }
  if (equals === "=") return parsed(option, value, 1);
  if (option.isFlag) return parsed(option, "true", 1);
  if (next !== undefined && !next.startsWith("-")) return parsed(option, next, 2);
  throw new OptionError(`Cannot parse the command line as option --${name} requires a value: --${name}=...`);
}

function parsed(option: Option<unknown>, text: string, words: number): number {
  option.parse(text, "the command line");
  return words;
}
