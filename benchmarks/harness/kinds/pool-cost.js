// What one call of a pool costs: the time from one answer to the next, and the processor's time in all threads.
import { pools } from "../../peers/pools/catalogue.js";
import { runPool } from "../pools/client.js";
import { median, pairedRatio, spread } from "../statistics.js";
import { decimals, withSpread } from "../tables.js";
import { othersDoubts, spreadDoubts, unpinnedMethod } from "./pools.js";

export const poolCostKind = {
  peers: pools,
  prepare: () => ({}),
  turnSeconds: ({ warmUp, seconds }) => warmUp + seconds,
  takeTurn,
  describe: ({ microseconds }) => `${microseconds.toFixed(1)} µs/call`,
  tableOf,
  notesOf,
  methodOf: ({ options }) =>
    unpinnedMethod(options, "Costs are medians over the rounds (min–max); a ratio below 1 is cheaper."),
  round: { title: "µs/call", of: ({ microseconds }) => microseconds.toFixed(1) },
};

async function takeTurn({ options, scenario }, peer, variant) {
  const { task, argument } = { ...scenario, ...variant };
  const { workers, inFlight } = variant;
  const { warmUp, seconds } = options;
  const counted = await runPool(peer, { task, argument, workers, inFlight, warmUp, seconds });
  return {
    microseconds: (counted.seconds * 1e6) / counted.calls,
    cpuMicroseconds: (counted.cpuSeconds * 1e6) / counted.calls,
    p99Ms: counted.p99Ms,
    othersShare: counted.othersShare,
  };
}

function tableOf({ scenario }, measured) {
  const best = bestOf(measured);
  const header = [
    "pool",
    ...scenario.baselines.map((name) => `× ${name}`),
    best === undefined ? "× best peer" : `× best peer (${best})`,
    "µs/call (min–max)",
    "p99 µs",
    "CPU µs/call",
    ...scenario.baselines.map((name) => `CPU × ${name}`),
  ];
  const rows = summarize(measured).map(({ peer, cost, p99Ms, cpuMicroseconds }) => [
    peer.name,
    ...[...scenario.baselines, best].map((name) => withSpread(ratio(measured, peer.name, name), 2)),
    withSpread(cost, 1),
    decimals(p99Ms && p99Ms * 1000, 0),
    cpuMicroseconds.toFixed(1),
    ...scenario.baselines.map((name) =>
      decimals(ratio(measured, peer.name, name, (turn) => turn.cpuMicroseconds)?.median, 2),
    ),
  ]);
  return [header, ...rows];
}

/** One row a pool, the cheapest first, the limits last. */
function summarize({ peers, results }) {
  return peers
    .filter(({ name }) => results.get(name).some(Boolean))
    .map((peer) => {
      const turns = results.get(peer.name).filter(Boolean);
      const costs = turns.map(({ microseconds }) => microseconds);
      return {
        peer,
        cost: spread(costs),
        p99Ms: median(turns.map(({ p99Ms }) => p99Ms)),
        cpuMicroseconds: median(turns.map(({ cpuMicroseconds }) => cpuMicroseconds)),
      };
    })
    .sort(
      (a, b) =>
        Number(a.peer.isLimit ?? false) - Number(b.peer.isLimit ?? false) || a.cost.median - b.cost.median,
    );
}

/** The cheapest of those that ours is to be compared with. */
function bestOf(measured) {
  return summarize(measured).find(({ peer }) => !peer.isOurs && !peer.isLimit)?.peer.name;
}

function ratio({ results }, name, other, pick = (turn) => turn.microseconds) {
  const costsOf = (of) => results.get(of)?.map((turn) => turn && pick(turn)) ?? [];
  return pairedRatio(costsOf(name), costsOf(other));
}

function notesOf(_run, measured) {
  const rows = summarize(measured);
  return [
    ...figuresOf(measured),
    ...spreadDoubts(rows.map(({ peer, cost }) => [peer.name, cost])),
    ...othersDoubts(measured),
  ];
}

/** Sentences on the figures that the variant is to reach. */
function figuresOf(measured) {
  return (measured.variant.figures ?? []).flatMap(({ of, atMost }) => {
    const other = of === "best peer" ? bestOf(measured) : of;
    const reached = ratio(measured, "typhoon", other);
    if (reached === undefined) return [];
    const name = of === other ? of : `${of} (${other})`;
    const word = reached.median <= atMost ? "reached" : "NOT reached";
    return [`Figure ≤ ${atMost} × ${name}: ${word}, with ${withSpread(reached, 2)}.`];
  });
}
