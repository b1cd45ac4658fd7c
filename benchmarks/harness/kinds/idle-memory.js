// Not how fast, but how large: what each kept connection costs a server that has nothing to do for it.
import { setTimeout as delay } from "node:timers/promises";
import { peers } from "../../peers/catalogue.js";
import { checkAnswer } from "../check-answer.js";
import { openIdleConnections } from "../load/idle.js";
import { residentBytesOf } from "../machine.js";
import { startServer } from "../server-process.js";
import { pairedRatio, spread } from "../statistics.js";
import { decimals, thousands } from "../tables.js";

const settleMs = 1500;
const warmUpShare = 0.1;

export const idleMemoryKind = {
  peers,
  prepare: () => ({}),
  turnSeconds: (_options, { connections }) => 6 + connections / 1500,
  takeTurn,
  describe: ({ bytes, lost }) => `${thousands(bytes)} bytes/connection${lost === 0 ? "" : `, ${lost} LOST`}`,
  tableOf,
  notesOf,
  methodOf,
  hasFailed: (measured) => turnsOf(measured).some(({ lost }) => lost > 0),
  round: { title: "bytes/connection", of: ({ bytes }) => thousands(bytes) },
};

const turnsOf = ({ results }) => [...results.values()].flat().filter(Boolean);

async function takeTurn({ scenario }, peer, variant) {
  const server = await startServer((port) => peer.command(scenario.servers, port));
  try {
    await checkAnswer(server.port, variant);
    // Code, and memory that the first connections make the process take once, are not what a connection costs.
    const warmUp = Math.ceil(variant.connections * warmUpShare);
    await (await openIdleConnections(server.port, variant, warmUp)).close();
    const before = await settledBytesOf(server.pid);
    const idle = await openIdleConnections(server.port, variant, variant.connections);
    const after = await settledBytesOf(server.pid);
    const askedAt = performance.now();
    await checkAnswer(server.port, variant);
    const answerMs = (performance.now() - askedAt) / 2;
    const lost = await idle.close();
    return { bytes: (after - before) / variant.connections, before, after, answerMs, lost };
  } finally {
    await server.stop();
  }
}

/** After a garbage collection, which `serve.js` makes at this signal. */
async function settledBytesOf(pid) {
  process.kill(pid, "SIGUSR2");
  await delay(settleMs);
  const bytes = residentBytesOf(pid);
  if (bytes === undefined) throw new Error("how much memory a process has can be read only where /proc is");
  return bytes;
}

function tableOf({ scenario }, measured) {
  const header = [
    "peer",
    ...scenario.baselines.map((name) => `× ${name}`),
    "bytes/connection (min–max)",
    "MiB before",
    "MiB with them",
    "ms for one more request",
    "lost",
  ];
  const rows = measured.peers
    .map(({ name }) => ({ name, turns: measured.results.get(name).filter(Boolean) }))
    .filter(({ turns }) => turns.length > 0)
    .map(({ name, turns }) => {
      const of = (pick) => spread(turns.map(pick));
      const bytes = of((turn) => turn.bytes);
      return [
        name,
        ...scenario.baselines.map((baseline) => decimals(ratio(measured, name, baseline)?.median, 2)),
        `${thousands(bytes.median)} (${thousands(bytes.min)}–${thousands(bytes.max)})`,
        decimals(of((turn) => turn.before).median / 2 ** 20, 1),
        decimals(of((turn) => turn.after).median / 2 ** 20, 1),
        decimals(of((turn) => turn.answerMs).median, 1),
        String(turns.reduce((sum, { lost }) => sum + lost, 0)),
      ];
    });
  return [header, ...rows];
}

function ratio({ results }, name, baseline) {
  if (!results.has(baseline)) return undefined;
  const bytesOf = (peer) => results.get(peer).map((turn) => turn?.bytes);
  return pairedRatio(bytesOf(name), bytesOf(baseline));
}

function notesOf({ scenario }, measured) {
  const found = ratio(measured, "typhoon", scenario.goal.baseline)?.median;
  if (found === undefined) return [];
  const verdict = found <= scenario.goal.atMost ? "reached" : "NOT reached";
  return [
    `Figure to reach: typhoon ≤ ${scenario.goal.atMost} × ${scenario.goal.baseline}: ${verdict}, ${found.toFixed(2)}.`,
  ];
}

function methodOf() {
  return [
    "A turn: a fresh server process; a tenth as many connections, opened, answered once and closed; garbage collection, resident",
    "memory; the connections, each answered once and then kept; garbage collection, resident memory; one more client is answered;",
    "every connection must still be open. Memory that the process gets back from what it had freed before is not counted as taken.",
  ];
}
