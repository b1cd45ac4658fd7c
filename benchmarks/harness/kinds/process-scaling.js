// What more processes give: the rate with `many` divided by the rate with one, both measured in the same turn.
import { availableParallelism } from "node:os";
import { processServers } from "../../peers/processes/catalogue.js";
import { checkAnswer } from "../check-answer.js";
import { loads } from "../load/index.js";
import { cpuSecondsOfTree } from "../machine.js";
import { startServer } from "../server-process.js";
import { serverShareOf } from "../server-share.js";
import { median, spread } from "../statistics.js";
import { decimals, thousands, withSpread } from "../tables.js";

export const processScalingKind = {
  peers: processServers,
  prepare: ({ load }) => ({ load: loads[load] }),
  turnSeconds: ({ warmUp, seconds }) => 2 * (warmUp + seconds + 1),
  takeTurn,
  describe: ({ one, many, gain }) =>
    `${thousands(one.rate)} requests/s, then ${thousands(many.rate)}: ${gain.toFixed(2)} ×`,
  tableOf,
  notesOf: (_run, measured) => [...figureOf(measured), ...boundOf(measured)],
  methodOf,
  hasFailed: ({ results }) => turnsOf(results).some(({ bad }) => bad > 0),
  round: { title: "gain", of: ({ gain }) => gain.toFixed(2) },
};

const turnsOf = (results) => [...results.values()].flat().filter(Boolean);

async function takeTurn(run, peer, variant) {
  const one = await rateWith(run, peer, variant, 1);
  const many = await rateWith(run, peer, variant, variant.processes);
  return { one, many, gain: many.rate / one.rate, bad: one.bad + many.bad };
}

async function rateWith({ options, load }, peer, variant, processes) {
  const server = await startServer((port) => peer.command(port, processes));
  try {
    await checkAnswer(server.port, variant);
    const work = { port: server.port, variant };
    if (options.warmUp > 0) await load.run({ ...work, seconds: options.warmUp });
    const [counted, share] = await Promise.all([
      load.run({ ...work, seconds: options.seconds }),
      serverShareOf(() => cpuSecondsOfTree(server.pid), options.seconds),
    ]);
    const rate = counted.answers / counted.seconds;
    const bad = counted.badStatus + counted.socketErrors;
    const { cpuMicroseconds: loadMicroseconds } = counted;
    return { rate, bad, cpuMicroseconds: share && (share / rate) * 1e6, loadMicroseconds };
  } finally {
    await server.stop();
  }
}

function tableOf(_run, { variant, peers, results }) {
  const many = variant.processes;
  const header = [
    "server",
    "gain (min–max)",
    "requests/s with 1",
    `requests/s with ${many}`,
    "CPU µs/request with 1",
    `CPU µs/request with ${many}`,
    "load's CPU µs/request",
  ];
  const rows = peers
    .filter(({ name }) => results.get(name).some(Boolean))
    .map(({ name }) => {
      const of = (pick) => results.get(name).map((turn) => turn && pick(turn));
      const middle = (pick, show) => show(median(of(pick)) ?? Number.NaN);
      return [
        name,
        withSpread(spread(of(({ gain }) => gain)), 2),
        middle((turn) => turn.one.rate, thousands),
        middle((turn) => turn.many.rate, thousands),
        middle((turn) => turn.one.cpuMicroseconds, oneDecimal),
        middle((turn) => turn.many.cpuMicroseconds, oneDecimal),
        middle((turn) => turn.one.loadMicroseconds, oneDecimal),
      ];
    });
  return [header, ...rows];
}

const oneDecimal = (value) => decimals(value, 1);

function figureOf({ variant: { figure }, results }) {
  const reached = median(results.get("typhoon")?.map((turn) => turn?.gain) ?? []);
  if (figure === undefined || reached === undefined) return [];
  return [
    `Figure ≥ ${figure}: ${reached >= figure ? "reached" : "NOT reached"}, with ${reached.toFixed(2)}.`,
  ];
}

/** All cores are shared: with several processes there are no more requests than the cores have time for, load included. */
function boundOf({ variant: { processes }, results }) {
  const turns = (results.get("typhoon") ?? []).filter(Boolean);
  const least = (pick) => Math.min(...turns.flatMap(({ one, many }) => [pick(one), pick(many)]));
  const server = least(({ cpuMicroseconds }) => cpuMicroseconds);
  const load = least(({ loadMicroseconds }) => loadMicroseconds);
  const alone = median(turns.map(({ one }) => 1e6 / one.rate));
  if (alone === undefined || Number.isNaN(server + load)) return [];
  const cores = availableParallelism();
  const bound = Math.min(processes, (cores * alone) / (server + load));
  return [
    `With ${cores} cores for server and load typhoon's gain can be about ${bound.toFixed(2)} at the most: a request takes ${decimals(alone, 2)} µs with one process, ` +
      `and at the least ${decimals(server, 2)} µs of processor time of the server and ${decimals(load, 2)} µs of the load.`,
  ];
}

function methodOf({ options, load }) {
  return [
    `Load generator: ${load.version()}. A turn: the server in one process, then in several, each started anew, checked,`,
    `${options.warmUp} s of warm-up, ${options.seconds} s measured; the gain is taken within a turn. Nothing is pinned: processes and load`,
    "share all cores, so the gain falls short of the number of processes by what the load needs.",
  ];
}
