// The same tables twice: on the terminal, and as a dated Markdown file in results/.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findDoubts, percent, summarize } from "./summary.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL("../results", import.meta.url));

export function printReport(run) {
  for (const measured of run.variants) {
    const rows = summarize(run, measured);
    console.log(`\n${run.scenario.title}; ${measured.variant.name}: ${measured.variant.description}\n`);
    console.log(alignTable(tableOf(run.scenario, rows)));
    for (const doubt of findDoubts(rows)) console.log(`! ${doubt}`);
    for (const { name, reason } of measured.failures) console.log(`! ${name} failed: ${reason}.`);
  }
  for (const { name, reason } of run.skipped) console.log(`\n${name} was not measured: ${reason}.`);
}

/** Writes the results file and returns its path, relative to the repository. */
export function writeReport(run) {
  mkdirSync(folder, { recursive: true });
  const stamp = run.startedAt.toISOString().slice(0, 16).replace(":", "");
  const path = join(folder, `${stamp}Z-${run.scenario.name}${run.options.quick ? "-quick" : ""}.md`);
  writeFileSync(path, `${markdownOf(run)}\n`);
  return relative(root, path);
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
    ...run.variants.flatMap((measured) => roundsSection(measured)),
  ]
    .join("\n")
    .trimEnd();
}

function variantSection(run, measured) {
  const rows = summarize(run, measured);
  const notes = [
    ...findDoubts(rows),
    ...measured.failures.map(
      ({ name, reason }) => `${name} failed and is left out from there on: ${reason}.`,
    ),
    ...run.skipped.map(({ name, reason }) => `${name} was not measured: ${reason}.`),
    ...(measured.isComplete ? [] : [`Only ${measured.rounds} rounds: the time was up.`]),
  ];
  return [
    `## ${measured.variant.name}: ${measured.variant.description}`,
    "",
    markdownTable(tableOf(run.scenario, rows)),
    "",
    ...(notes.length === 0 ? [] : [...notes.map((note) => `- ${note}`), ""]),
  ];
}

function methodSection({ options, load, cores, commandLine, peers }) {
  const pinning =
    cores.server === undefined
      ? "Nothing was pinned to a core (no `taskset` here)."
      : `The server was pinned to core ${cores.server}, the load ${cores.load === undefined ? "was not pinned" : `to core ${cores.load}`}.`;
  return [
    "## Method",
    "",
    `Command: \`npm run bench -- ${commandLine}\`. Load generator: ${load.version()} (\`--load ${load.name}\`).`,
    `Rounds: ${options.rounds}, the peers taking turns in each (${peers.map(({ name }) => name).join(", ")}). A turn: a fresh`,
    `server process, its answer checked, ${options.warmUp} s of warm-up, ${options.seconds} s measured. ${pinning}`,
    "Rates are medians over the rounds (min–max); ratios are divided round by round, then the median taken.",
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
function roundsSection({ variant, results }) {
  const rounds = Math.max(...[...results.values()].map((turns) => turns.length));
  const header = ["requests/s by round", ...Array.from({ length: rounds }, (_, index) => String(index + 1))];
  const rows = [...results].map(([name, turns]) => [
    name,
    ...Array.from({ length: rounds }, (_, index) => (turns[index] ? thousands(turns[index].rate) : "–")),
  ]);
  return [`## Every round: ${variant.name}`, "", markdownTable([header, ...rows]), ""];
}

function tableOf({ baselines }, rows) {
  const header = [
    "peer",
    ...baselines.map((name) => `× ${name}`),
    "requests/s (min–max)",
    "p50 ms",
    "p99 ms",
    "CPU µs/request",
    "server CPU",
    "server core idle",
    "load core idle",
    "answer bytes",
    "bad status",
  ];
  const body = rows.map((row) => [
    row.peer.name,
    ...row.ratios.map((ratio) => ratio?.median.toFixed(2) ?? "–"),
    `${thousands(row.rate.median)} (${thousands(row.rate.min)}–${thousands(row.rate.max)})`,
    row.p50.toFixed(2),
    row.p99.toFixed(2),
    row.cpuMicroseconds?.toFixed(1) ?? "–",
    percent(row.serverShare),
    percent(row.idleShare),
    percent(row.loadIdleShare),
    row.answerBytes.toFixed(0),
    String(row.badStatus),
  ]);
  return [header, ...body];
}

function markdownTable([header, ...rows]) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = header.map((_, column) => (column === 0 ? "---" : "---:"));
  return [header, rule, ...rows].map(line).join("\n");
}

function alignTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  return rows.map((row) => row.map(pad).join("  ")).join("\n");
}

function thousands(rate) {
  return Math.round(rate).toLocaleString("en");
}

function commit() {
  const git = (...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" });
  const head = git("rev-parse", "--short", "HEAD");
  if (head.status !== 0) return "an unknown commit";
  return git("status", "--porcelain", "--untracked-files=no").stdout === ""
    ? head.stdout.trim()
    : `${head.stdout.trim()} with changes`;
}
