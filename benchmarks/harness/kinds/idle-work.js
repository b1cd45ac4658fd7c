// Not how fast, but how quiet: what a server does while nobody asks it for anything.
import { setTimeout as delay } from "node:timers/promises";
import { peers } from "../../peers/catalogue.js";
import { checkAnswer } from "../check-answer.js";
import { openIdleConnections } from "../load/idle.js";
import { workOf } from "../machine.js";
import { startServer } from "../server-process.js";
import { spread } from "../statistics.js";
import { decimals } from "../tables.js";

const settleMs = 30_000; // V8 collects garbage for so long after the last request, in steps of 8 s.

export const idleWorkKind = {
  peers,
  prepare: () => ({}),
  turnSeconds: ({ seconds }) => settleMs / 1000 + seconds + 3,
  takeTurn,
  describe: ({ cpuMs, wakeUps }) => `${decimals(cpuMs, 2)} ms/s, ${decimals(wakeUps, 2)} wake-ups/s`,
  tableOf,
  notesOf,
  methodOf,
  hasFailed: (measured) => turnsOf(measured).some(({ lost }) => lost > 0),
  round: { title: "CPU ms/s", of: ({ cpuMs }) => decimals(cpuMs, 2) },
};

const turnsOf = ({ results }) => [...results.values()].flat().filter(Boolean);

async function takeTurn({ scenario, options }, peer, variant) {
  const server = await startServer((port) => peer.command(port, scenario.servers));
  try {
    await checkAnswer(server.port, variant);
    const idle = await openIdleConnections(server.port, variant, variant.connections);
    await delay(settleMs);
    const before = workOf(server.pid);
    await delay(options.seconds * 1000);
    const after = workOf(server.pid);
    const lost = await idle.close();
    return {
      cpuMs: (after.cpuMs - before.cpuMs) / options.seconds,
      wakeUps: (after.wakeUps - before.wakeUps) / options.seconds,
      threads: after.threads,
      lost,
    };
  } finally {
    await server.stop();
  }
}

function tableOf(_run, measured) {
  const header = ["peer", "CPU ms/s (min–max)", "wake-ups/s (min–max)", "threads", "lost"];
  const rows = measured.peers
    .map(({ name }) => ({ name, turns: measured.results.get(name).filter(Boolean) }))
    .filter(({ turns }) => turns.length > 0)
    .map(({ name, turns }) => {
      const of = (pick) => {
        const { median, min, max } = spread(turns.map(pick));
        return `${decimals(median, 2)} (${decimals(min, 2)}–${decimals(max, 2)})`;
      };
      return [
        name,
        of(({ cpuMs }) => cpuMs),
        of(({ wakeUps }) => wakeUps),
        String(turns[0].threads),
        String(turns.reduce((sum, { lost }) => sum + lost, 0)),
      ];
    });
  return [header, ...rows];
}

function notesOf({ scenario }, measured) {
  const turns = measured.results.get("typhoon")?.filter(Boolean) ?? [];
  if (turns.length === 0) return [];
  const { cpuMsPerSecond, wakeUpsPerSecond } = scenario.goal;
  const cpuMs = spread(turns.map((turn) => turn.cpuMs)).median;
  const wakeUps = spread(turns.map((turn) => turn.wakeUps)).median;
  const verdict = cpuMs <= cpuMsPerSecond && wakeUps <= wakeUpsPerSecond ? "reached" : "NOT reached";
  return [
    `Figure to reach: typhoon ≤ ${cpuMsPerSecond} ms and ≤ ${wakeUpsPerSecond} wake-ups a second: ${verdict}, ` +
      `${decimals(cpuMs, 2)} ms and ${decimals(wakeUps, 2)}.`,
  ];
}

function methodOf({ options }) {
  return [
    `A turn: a fresh server process is asked, and keeps the connections; ${settleMs / 1000} s in which V8 collects garbage, then ${options.seconds} s that`,
    "count. Processor time and wake-ups (voluntary context switches) are the kernel's account of all threads of the process, in",
    "`/proc/*/task/*/schedstat` and `status`.",
  ];
}
