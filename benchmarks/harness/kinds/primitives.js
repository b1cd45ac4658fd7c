// What an operation costs: a fresh process for each turn, which does nothing else.
import { fileURLToPath } from "node:url";
import { primitives } from "../../peers/primitives/catalogue.js";
import { outputOf, startChild } from "../children.js";
import { chooseCores } from "../machine.js";
import { pairedRatio, spread } from "../statistics.js";
import { withSpread } from "../tables.js";

const program = fileURLToPath(new URL("../primitives/run-main.js", import.meta.url));

export const primitivesKind = {
  peers: primitives,
  prepare: (options) => ({ cores: chooseCores(options) }),
  turnSeconds: ({ warmUp, seconds }) => warmUp + seconds,
  takeTurn,
  describe: ({ microseconds }) => `${microseconds.toFixed(2)} µs/operation`,
  tableOf,
  notesOf: () => [],
  methodOf: ({ options }) => [
    `A turn: a fresh process on one core, ${options.warmUp} s of warm-up, ${options.seconds} s that count.`,
    "A ratio below 1 is faster: round by round, then the median (min–max).",
  ],
  round: { title: "µs/operation", of: ({ microseconds }) => microseconds.toFixed(2) },
};

async function takeTurn({ options, cores }, { file, renamed }, variant) {
  const { operation, argument, callers } = variant;
  const { warmUp, seconds } = options;
  const child = startChild([process.execPath, program, file, renamed?.[operation] ?? operation], {
    cpu: cores.server,
  });
  child.stdin.end(JSON.stringify({ argument, callers, warmUp, seconds }));
  return JSON.parse(await outputOf(child, "the operations", (warmUp + seconds + 20) * 1000));
}

function tableOf({ scenario }, { peers, results }) {
  const costsOf = (name) => results.get(name)?.map((turn) => turn?.microseconds) ?? [];
  const present = peers.filter(({ name }) => costsOf(name).some(Boolean));
  const others = scenario.baselines.filter((name) => present.some((peer) => peer.name === name));
  const rows = present.map(({ name }) => [
    name,
    ...others.map((other) => withSpread(pairedRatio(costsOf(name), costsOf(other)), 2)),
    withSpread(spread(costsOf(name)), 2),
  ]);
  return [["package", ...others.map((name) => `× ${name}`), "µs/operation (min–max)"], ...rows];
}
