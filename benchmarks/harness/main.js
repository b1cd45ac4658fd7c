// The story of a run: read the options, see which peers are there, measure them in turns, report.
import { killAllChildren, stopAllChildren } from "./children.js";
import { kinds } from "./kinds/index.js";
import { describeMachine } from "./machine.js";
import { oneOf, readOptions, scenariosOf, usage, withDefaults } from "./options.js";
import { printReport, writeReport } from "./report.js";
import { measureInRounds } from "./rounds.js";

const defaultLoad = "node"; // Why: benchmarks/README.md, "Which load generator".

/** Resolves to the exit status: 0, 1 when a peer answered wrongly or failed, 2 for a wrong command line. */
export async function main(args) {
  let runs;
  try {
    const options = readOptions(args, defaultLoad);
    if (options.help) {
      console.log(usage);
      return 0;
    }
    const scenarios = scenariosOf(options);
    const isOne = scenarios.length === 1;
    runs = await Promise.all(scenarios.map((scenario) => prepare({ ...options, scenario }, isOne)));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }

  const removeSignalHandlers = stopChildrenOnSignals();
  const deadline = performance.now() + runs[0].options.maxMinutes * 60_000;
  try {
    for (const run of runs) {
      run.startedAt = new Date();
      run.variants = await measureInRounds(run, deadline);
      printReport(run);
    }
  } finally {
    await stopAllChildren();
    removeSignalHandlers();
  }
  if (runs[0].options.write) console.log(`\nWritten to ${writeReport(runs)}`);
  return runs.some(hasFailed) ? 1 : 0;
}

function hasFailed({ scenario, variants }) {
  return variants.some(
    (measured) => measured.failures.length > 0 || (scenario.kind.hasFailed?.(measured) ?? false),
  );
}

/**
 * Everything a run is about, except its numbers.
 *
 * @param isOne - whether it is the only run: of several, each has those of the wanted peers that are in it
 */
async function prepare(given, isOne) {
  const { scenario } = await import(`../scenarios/${given.scenario}.js`);
  const kind = kinds[scenario.kind ?? "http"];
  const options = withDefaults(given, scenario.defaults);
  const wanted = isOne ? options.only : options.only?.filter((name) => scenario.peers.includes(name));
  const names = choose("--only", wanted, scenario.peers);
  const skipped = names.flatMap((name) => {
    const reason = kind.peers[name].missing();
    return reason === undefined ? [] : [{ name, reason }];
  });
  const present = names.filter((name) => !skipped.some((peer) => peer.name === name));
  const variantNames = choose(
    "--variant",
    options.variants,
    scenario.variants.map((variant) => variant.name),
  );
  const variants = scenario.variants.filter(({ name }) => variantNames.includes(name));
  return {
    options,
    scenario: { ...scenario, kind, variants },
    ...kind.prepare(options),
    peers: present.map((name) => ({ name, ...kind.peers[name], version: kind.peers[name].version() })),
    skipped,
    machine: describeMachine(),
    commandLine: process.argv.slice(2).join(" "),
  };
}

function choose(what, wanted, all) {
  for (const name of wanted ?? []) oneOf(what, name, all);
  return wanted === undefined ? all : all.filter((name) => wanted.includes(name));
}

function stopChildrenOnSignals() {
  const stop = (signal) => {
    killAllChildren();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  return () => process.off("SIGINT", stop).off("SIGTERM", stop);
}
