import { writeSync } from "node:fs";
import { basename } from "node:path";
import type { Option } from "./option.ts";

const column = 35;
const textWidth = 79 - column;

/** What `--help` shows: Tornado's table, each group with its heading. */
export function helpText(options: readonly Option<unknown>[]): string {
  const program = basename(process.argv[1] ?? "program");
  const groups = [...new Set(options.map(({ group }) => group))].sort();
  const sections = groups.map((group) => {
    const lines = options.filter((option) => option.group === group).flatMap(linesOf);
    return `${group === "" ? "" : `\n${group} options:\n\n`}${lines.join("\n")}\n`;
  });
  return `Usage: ${program} [OPTIONS]\n\nOptions:\n\n${sections.join("")}\n`;
}

/** Writes it, and ends the program. */
export function showHelp(text: string): void {
  writeSync(1, text);
  process.exit(0);
}

function linesOf(option: Option<unknown>): string[] {
  const name = `  --${shownName(option.name)}${option.metavar === undefined ? "" : `=${option.metavar}`}`;
  const [first = "", ...further] = wrapped(descriptionOf(option));
  const indent = " ".repeat(column);
  const isLong = name.length >= column;
  const start = isLong ? [name, `${indent}${first}`] : [`${name.padEnd(column)}${first}`];
  return [...start, ...further.map((line) => `${indent}${line}`)].map((line) => line.trimEnd());
}

function shownName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll("_", "-");
}

function descriptionOf(option: Option<unknown>): string {
  const { help, env, default: value } = option;
  const isShown = value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
  return [help, isShown && `(default ${String(value)})`, env !== undefined && `(environment ${env})`]
    .filter(Boolean)
    .join(" ");
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= textWidth)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
