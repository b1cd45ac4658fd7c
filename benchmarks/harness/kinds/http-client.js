// One HTTP client at a time against a server that writes a constant: fetches per second, and the client's processor time.
import { fileURLToPath } from "node:url";
import { peers } from "../../peers/catalogue.js";
import { clients } from "../../peers/clients.js";
import { outputOf, startChild } from "../children.js";
import { chooseCores } from "../machine.js";
import { startServer } from "../server-process.js";
import { median, pairedRatio, spread } from "../statistics.js";
import { decimals, thousands, withSpread } from "../tables.js";

const program = fileURLToPath(new URL("../clients/client-main.js", import.meta.url));

export const httpClientKind = {
  peers: clients,
  prepare: (options) => ({ cores: chooseCores(options) }),
  turnSeconds: ({ warmUp, seconds }) => warmUp + seconds,
  takeTurn,
  describe: ({ rate, cpuMicroseconds }) =>
    `${Math.round(rate)} fetches/s, ${cpuMicroseconds.toFixed(1)} µs CPU`,
  tableOf,
  notesOf,
  methodOf,
  round: { title: "fetches/s", of: ({ rate }) => thousands(rate) },
};

async function takeTurn({ options, cores }, peer, variant) {
  const server = await startServer((port) => peers["net-constant"].command(port, "hello"), cores.server);
  try {
    const child = startChild([process.execPath, program], { cpu: cores.load });
    const url = `http://127.0.0.1:${server.port}/`;
    const { concurrency, length } = variant;
    const { warmUp, seconds } = options;
    child.stdin.end(JSON.stringify({ name: peer.name, url, concurrency, length, warmUp, seconds }));
    const counted = JSON.parse(await outputOf(child, "the client", 30_000 + (warmUp + seconds) * 1000));
    return {
      rate: counted.answers / counted.seconds,
      cpuMicroseconds: (counted.cpuSeconds * 1e6) / counted.answers,
    };
  } finally {
    await server.stop();
  }
}

function tableOf({ scenario }, measured) {
  const header = [
    "client",
    ...scenario.baselines.map((name) => `× ${name}`),
    "fetches/s (min–max)",
    "CPU µs/fetch",
    ...scenario.baselines.map((name) => `CPU × ${name}`),
  ];
  const rows = measured.peers ?? [...measured.results.keys()].map((name) => ({ name }));
  return [
    header,
    ...rows
      .filter(({ name }) => turnsOf(measured, name).length > 0)
      .map((peer) => rowOf(scenario, measured, peer)),
  ];
}

function rowOf({ baselines }, measured, { name }) {
  const turns = turnsOf(measured, name);
  return [
    name,
    ...baselines.map((other) => withSpread(ratio(measured, name, other), 2)),
    withSpread(spread(turns.map(({ rate }) => rate)), 0),
    decimals(median(turns.map(({ cpuMicroseconds }) => cpuMicroseconds)), 1),
    ...baselines.map((other) =>
      decimals(ratio(measured, name, other, ({ cpuMicroseconds }) => cpuMicroseconds)?.median, 2),
    ),
  ];
}

const turnsOf = ({ results }, name) => (results.get(name) ?? []).filter(Boolean);

function ratio({ results }, name, other, pick = ({ rate }) => rate) {
  const figuresOf = (of) => results.get(of)?.map((turn) => turn && pick(turn)) ?? [];
  return pairedRatio(figuresOf(name), figuresOf(other));
}

function notesOf(_run, measured) {
  return (measured.variant.figures ?? []).flatMap(({ of, atLeast }) => {
    const reached = ratio(measured, "typhoon", of);
    if (reached === undefined) return [];
    const word = reached.median >= atLeast ? "reached" : "NOT reached";
    return [`Figure ≥ ${atLeast} × ${of}: ${word}, with ${withSpread(reached, 2)}.`];
  });
}

function methodOf({ options, cores }) {
  const pinning =
    cores.server === undefined
      ? "Nothing was pinned."
      : `The server was pinned to core ${cores.server}, the client to core ${cores.load}, which it fills.`;
  return [
    `A turn: a fresh server and a fresh client, ${options.warmUp} s of warm-up, ${options.seconds} s that count. ${pinning}`,
    "The server writes a constant for every read, so that it never is what is waited for. Each fetch reads the whole body.",
    "Rates are medians over the rounds (min–max); ratios are of turns of the same round; above 1 is faster.",
  ];
}
