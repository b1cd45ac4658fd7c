// What a start costs: a fresh process for each turn, which says itself what it has cost.
import { programs } from "../../peers/cold/catalogue.js";
import { outputOf, startChild } from "../children.js";
import { pairedRatio, spread } from "../statistics.js";
import { decimals, withSpread } from "../tables.js";

const timeoutMs = 60_000;

export const coldKind = {
  peers: programs,
  prepare: () => ({}),
  turnSeconds: () => 1,
  takeTurn,
  describe: ({ cpuMs, wallMs }) => `${cpuMs.toFixed(0)} ms of processor time, ${wallMs.toFixed(0)} ms`,
  tableOf,
  notesOf: () => [],
  methodOf: ({ options }) => [
    `A turn: a fresh process, on any core. ${options.rounds} rounds; a ratio below 1 is cheaper: round by round, then the median (min–max).`,
    "Pools: from before the pool is made until ten jobs are done, less the time that a job takes. Processor time is that of all threads.",
  ],
  round: { title: "processor ms", of: ({ cpuMs }) => cpuMs.toFixed(0) },
};

async function takeTurn(_run, peer, variant) {
  const child = startChild([process.execPath, ...peer.commands[variant.name]]);
  return JSON.parse(await outputOf(child, peer.name, timeoutMs));
}

function tableOf(_run, { variant, peers, results }) {
  const floor = variant.floor && results.get(variant.floor);
  const title = floor ? `× ${variant.baseline} above ${variant.floor}` : `× ${variant.baseline}`;
  const header = [`${title}, processor`, `${title}, wall`, "processor ms", "wall ms", "MiB", "× MiB"];
  const numbersOf = (name, key) => (results.get(name) ?? []).map((turn) => turn?.[key]);
  const above = (name, key) =>
    numbersOf(name, key).map((value, round) => value - (floor?.[round]?.[key] ?? 0));
  const against = (name, key, of = above) =>
    withSpread(pairedRatio(of(name, key), of(variant.baseline, key)), 2);
  const rows = peers
    .filter(({ name }) => numbersOf(name, "cpuMs").length > 0)
    .map(({ name }) => [
      name,
      name === variant.floor ? "–" : against(name, "cpuMs"),
      name === variant.floor ? "–" : against(name, "wallMs"),
      withSpread(spread(numbersOf(name, "cpuMs")), 0),
      withSpread(spread(numbersOf(name, "wallMs")), 0),
      decimals(spread(numbersOf(name, "memoryMb"))?.median, 0),
      against(name, "memoryMb", numbersOf),
    ]);
  return [["program", ...header], ...rows];
}
