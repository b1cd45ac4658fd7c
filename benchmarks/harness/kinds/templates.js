// What one page costs: a fresh process for each turn, which renders nothing else.
import { fileURLToPath } from "node:url";
import { engines } from "../../peers/templates/catalogue.js";
import { outputOf, startChild } from "../children.js";
import { chooseCores } from "../machine.js";
import { pairedRatio, spread } from "../statistics.js";
import { withSpread } from "../tables.js";

const program = fileURLToPath(new URL("../templates/render-main.js", import.meta.url));

export const templatesKind = {
  peers: engines,
  prepare: (options) => ({ cores: chooseCores(options) }),
  turnSeconds: ({ warmUp, seconds }) => warmUp + seconds,
  takeTurn,
  describe: ({ microseconds }) => `${microseconds.toFixed(1)} µs/page`,
  tableOf,
  notesOf,
  methodOf: ({ options }) => [
    `A turn: a fresh process, ${options.warmUp} s of warm-up, ${options.seconds} s that count. Pages are made into bytes, as they are sent.`,
    "A ratio below 1 is faster: round by round, then the median (min–max).",
  ],
  round: { title: "µs/page", of: ({ microseconds }) => microseconds.toFixed(1) },
  hasFailed: (measured) => !isOnePage(measured),
};

async function takeTurn({ options, cores }, peer, variant) {
  const { warmUp, seconds } = options;
  const form = variant.peerForm ?? "parts";
  const times = [warmUp * 1000, seconds * 1000].map(String);
  const child = startChild([process.execPath, program, peer.name, form, ...times], { cpu: cores.server });
  return JSON.parse(await outputOf(child, peer.name, (warmUp + seconds + 20) * 1000));
}

function tableOf({ scenario }, { peers, results }) {
  const costsOf = (name) => results.get(name)?.map((turn) => turn?.microseconds) ?? [];
  const rows = peers
    .filter(({ name }) => costsOf(name).length > 0)
    .map(({ name }) => [
      name,
      ...scenario.baselines.map((other) => withSpread(pairedRatio(costsOf(name), costsOf(other)), 2)),
      withSpread(spread(costsOf(name)), 1),
    ]);
  return [["engine", ...scenario.baselines.map((name) => `× ${name}`), "µs/page (min–max)"], ...rows];
}

function notesOf(_run, measured) {
  return isOnePage(measured) ? [] : ["The engines did not make the same page: the numbers say nothing."];
}

function isOnePage({ results }) {
  const digests = [...results.values()].flat().flatMap((turn) => (turn === undefined ? [] : [turn.digest]));
  return new Set(digests).size <= 1;
}
