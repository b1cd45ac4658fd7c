// What more workers give: the rate with `many` divided by the rate with one, both measured in the same turn.
import { pools } from "../../peers/pools/catalogue.js";
import { runPool } from "../pools/client.js";
import { median, pairedRatio, spread } from "../statistics.js";
import { decimals, withSpread } from "../tables.js";
import { othersDoubts, spreadDoubts, unpinnedMethod } from "./pools.js";

const limit = "bare-threads";

export const poolScalingKind = {
  peers: pools,
  prepare: () => ({}),
  turnSeconds: ({ warmUp, seconds }) => 2 * (warmUp + seconds) + 1,
  takeTurn,
  describe: ({ gain, many }) => `${many.toFixed(0)} tasks/s, ${gain.toFixed(2)} × those with one worker`,
  tableOf,
  notesOf,
  methodOf: ({ options }) =>
    unpinnedMethod(options, "First with one worker, then with more; the gain is taken within a turn."),
  round: { title: "gain", of: ({ gain }) => gain.toFixed(2) },
};

async function takeTurn({ options, scenario }, peer, variant) {
  const { warmUp, seconds } = options;
  const { task, argument } = { ...scenario, ...variant };
  const rateWith = async (workers) => {
    const inFlight = variant.inFlightPerWorker * workers;
    const counted = await runPool(peer, { task, argument, workers, inFlight, warmUp, seconds });
    return { rate: counted.calls / counted.seconds, othersShare: counted.othersShare };
  };
  const one = await rateWith(1);
  const many = await rateWith(variant.workers);
  const othersShare = many.othersShare && Math.max(one.othersShare, many.othersShare);
  return { one: one.rate, many: many.rate, gain: many.rate / one.rate, othersShare };
}

function tableOf(_run, { variant, peers, results }) {
  const header = [
    "pool",
    "gain (min–max)",
    `× ${limit}'s gain`,
    "tasks/s with 1",
    `tasks/s with ${variant.workers}`,
    `× ${limit}'s tasks/s`,
  ];
  const of = (name, pick) => results.get(name)?.map((turn) => turn && pick(turn)) ?? [];
  const relative = (name, pick) => decimals(pairedRatio(of(name, pick), of(limit, pick))?.median, 2);
  const rows = presentIn({ peers, results }).map(({ name }) => {
    const gain = spread(of(name, (turn) => turn.gain));
    return [
      name,
      withSpread(gain, 2),
      relative(name, (turn) => turn.gain),
      decimals(median(of(name, (turn) => turn.one)), 0),
      decimals(median(of(name, (turn) => turn.many)), 0),
      relative(name, (turn) => turn.many),
    ];
  });
  return [header, ...rows];
}

const presentIn = ({ peers, results }) => peers.filter(({ name }) => results.get(name).some(Boolean));

function notesOf(_run, measured) {
  const gains = (name) => spread(measured.results.get(name)?.map((turn) => turn?.gain) ?? []);
  return [
    ...figureOf(measured.variant, gains("typhoon").median, gains(limit).median),
    ...spreadDoubts(presentIn(measured).map(({ name }) => [name, gains(name)])),
    ...othersDoubts(measured),
  ];
}

function figureOf({ figure, workers }, reached, most) {
  if (reached === undefined) return [];
  const word = reached >= figure ? "reached" : "NOT reached";
  return [
    `Figure ≥ ${figure}: ${word}, with ${reached.toFixed(2)}. Threads without messages gain ${decimals(most, 2)} here: ` +
      `what they lack to ${workers}, the machine did not give.`,
  ];
}
