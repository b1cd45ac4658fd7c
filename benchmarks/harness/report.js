// The same tables twice: on the terminal, and as a dated Markdown file in results/.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { alignTable, markdownTable } from "./tables.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL("../results", import.meta.url));

export function printReport(run) {
  const { kind } = run.scenario;
  for (const measured of run.variants) {
    console.log(`\n${run.scenario.title}; ${measured.variant.name}: ${measured.variant.description}\n`);
    console.log(alignTable(kind.tableOf(run, measured)));
    for (const note of kind.notesOf(run, measured)) console.log(`! ${note}`);
    for (const { name, reason } of measured.failures) console.log(`! ${name} failed: ${reason}.`);
  }
  for (const { name, reason } of run.skipped) console.log(`\n${name} was not measured: ${reason}.`);
}

/** Writes the results file, one for all that was measured, and returns its path, relative to the repository. */
export function writeReport(runs) {
  mkdirSync(folder, { recursive: true });
  const [{ startedAt, scenario, options }] = runs;
  const stamp = startedAt.toISOString().slice(0, 16).replace(":", "");
  const name = runs.length === 1 ? scenario.name : "all";
  const path = join(folder, `${stamp}Z-${name}${options.quick ? "-quick" : ""}.md`);
  const parts = runs.map(markdownOf);
  if (runs.length > 1) parts.unshift(overview(runs));
  writeFileSync(path, `${parts.join("\n\n")}\n`);
  return relative(root, path);
}

/** What everything else is about: how Typhoon compares. */
function overview(runs) {
  const rows = runs.flatMap((run) =>
    run.variants.flatMap((measured) => {
      const [header, ...peers] = run.scenario.kind.tableOf(run, measured);
      const ours = peers.find(([name]) => name === "typhoon");
      if (ours === undefined) return [];
      const ratios = header.flatMap((title, column) =>
        title.startsWith("×") ? [`${ours[column]} ${title}`] : [],
      );
      return [[run.scenario.name, measured.variant.name, ratios.join(", ")]];
    }),
  );
  return `# Typhoon beside its peers\n\n${markdownTable([["scenario", "variant", "typhoon"], ...rows])}`;
}

function markdownOf(run) {
  const doubtful = run.options.quick
    ? ["**A quick run: for a look while working, not for quoting.**", ""]
    : [];
  return [
    `# ${run.scenario.title}, ${run.startedAt.toISOString().slice(0, 10)}`,
    "",
    ...doubtful,
    ...run.variants.flatMap((measured) => variantSection(run, measured)),
    ...methodSection(run),
    ...machineSection(run),
    ...run.variants.flatMap((measured) => roundsSection(run.scenario, measured)),
  ]
    .join("\n")
    .trimEnd();
}

function variantSection(run, measured) {
  const { kind } = run.scenario;
  const notes = [
    ...kind.notesOf(run, measured),
    ...measured.failures.map(
      ({ name, reason }) => `${name} failed and is left out from there on: ${reason}.`,
    ),
    ...run.skipped.map(({ name, reason }) => `${name} was not measured: ${reason}.`),
    ...(measured.isComplete ? [] : [`Only ${measured.rounds} rounds: the time was up.`]),
  ];
  return [
    `## ${measured.variant.name}: ${measured.variant.description}`,
    "",
    markdownTable(kind.tableOf(run, measured)),
    "",
    ...(notes.length === 0 ? [] : [...notes.map((note) => `- ${note}`), ""]),
  ];
}

function methodSection(run) {
  return [
    "## Method",
    "",
    `Command: \`npm run bench -- ${run.commandLine}\`. Rounds: ${run.options.rounds}, the peers taking turns in each`,
    `(${run.peers.map(({ name }) => name).join(", ")}).`,
    ...run.scenario.kind.methodOf(run),
    "What each column means: [benchmarks/README.md](../README.md).",
    "",
  ];
}

function machineSection({ machine, peers, startedAt }) {
  return [
    "## Machine and versions",
    "",
    `- ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`,
    `- load average before the run: ${machine.loadAverage}; started at ${startedAt.toISOString()}`,
    `- Node ${process.versions.node}; repository at ${commit()}`,
    ...peers.map(({ name, version, about }) => `- ${name} ${version}: ${about}`),
    "",
  ];
}

/** Every number the medians were taken of. */
function roundsSection({ kind }, { variant, results }) {
  const rounds = Math.max(...[...results.values()].map((turns) => turns.length));
  const header = [
    `${kind.round.title} by round`,
    ...Array.from({ length: rounds }, (_, index) => String(index + 1)),
  ];
  const rows = [...results].map(([name, turns]) => [
    name,
    ...Array.from({ length: rounds }, (_, index) => (turns[index] ? kind.round.of(turns[index]) : "–")),
  ]);
  return [`## Every round: ${variant.name}`, "", markdownTable([header, ...rows]), ""];
}

function commit() {
  const git = (...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" });
  const head = git("rev-parse", "--short", "HEAD");
  if (head.status !== 0) return "an unknown commit";
  return git("status", "--porcelain", "--untracked-files=no").stdout === ""
    ? head.stdout.trim()
    : `${head.stdout.trim()} with changes`;
}
