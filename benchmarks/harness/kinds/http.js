// One server at a time under HTTP load: requests per second, latency, and whose time it took.
import { setTimeout as delay } from "node:timers/promises";
import { peers } from "../../peers/catalogue.js";
import { checkAnswer } from "../check-answer.js";
import { loads } from "../load/index.js";
import { chooseCores, cpuSecondsOf, idleSecondsOf } from "../machine.js";
import { startServer } from "../server-process.js";
import { findDoubts, summarize } from "../summary.js";
import { percent, thousands, withSpread } from "../tables.js";

export const httpKind = {
  peers,
  prepare,
  turnSeconds: ({ warmUp, seconds }) => warmUp + seconds,
  takeTurn,
  describe,
  tableOf: (run, measured) => tableOf(run.scenario, summarize(run, measured)),
  notesOf: (run, measured) => findDoubts(summarize(run, measured)),
  methodOf,
  round: { title: "requests/s", of: ({ rate }) => thousands(rate) },
};

function prepare(options) {
  const load = loads[options.load];
  if (load.version() !== undefined) return { load, cores: chooseCores(options) };
  throw new TypeError(
    "Cannot measure as wrk is not installed: use --load node, or install Debian's package wrk",
  );
}

async function takeTurn({ scenario, load, cores, options }, peer, variant) {
  const server = await startServer(
    (port) => peer.command(port, scenario.servers, variant.isSecure),
    cores.server,
  );
  try {
    await checkAnswer(server.port, variant);
    const work = { port: server.port, variant, cpu: cores.load };
    if (options.warmUp > 0) await load.run({ ...work, seconds: options.warmUp });
    const [counted, usage] = await Promise.all([
      load.run({ ...work, seconds: options.seconds }),
      watchProcessor(server.pid, cores, options.seconds),
    ]);
    if (counted.answers === 0) throw new Error("not one answer was received under load");
    const rate = counted.answers / counted.seconds;
    return { ...counted, ...usage, rate, cpuMicroseconds: perRequest(usage.serverShare, rate) };
  } finally {
    await server.stop();
  }
}

const perRequest = (share, rate) => (share === undefined ? undefined : (share / rate) * 1e6);

/**
 * How the two cores were used, as shares of the time, well inside the measurement: the load's own start is left out.
 * `serverShare` can pass 1 by the coarseness of the clock, and where nothing is pinned by the server's other threads.
 */
async function watchProcessor(pid, cores, seconds) {
  const read = () => ({
    at: performance.now(),
    server: cpuSecondsOf(pid),
    core: idleSecondsOf(cores.server),
    loadCore: idleSecondsOf(cores.load),
  });
  await delay(500);
  const before = read();
  await delay(seconds * 1000 - 600);
  const now = read();
  const share = (from, to) => {
    if (from === undefined || to === undefined) return undefined;
    return ((to - from) * 1000) / (now.at - before.at);
  };
  return {
    serverShare: share(before.server, now.server),
    idleShare: share(before.core, now.core),
    loadIdleShare: share(before.loadCore, now.loadCore),
  };
}

function describe({ rate, latencyMs, badStatus, socketErrors }) {
  const complaints =
    badStatus + socketErrors === 0 ? "" : `, ${badStatus} bad, ${socketErrors} lost connections`;
  return `${Math.round(rate)} requests/s, p99 ${latencyMs.p99.toFixed(2)} ms${complaints}`;
}

function methodOf({ options, load, cores }) {
  const pinning =
    cores.server === undefined
      ? "Nothing was pinned to a core (no `taskset` here)."
      : `The server was pinned to core ${cores.server}, the load ${cores.load === undefined ? "was not pinned" : `to core ${cores.load}`}.`;
  return [
    `Load generator: ${load.version()} (\`--load ${load.name}\`). A turn: a fresh server process, its answer checked,`,
    `${options.warmUp} s of warm-up, ${options.seconds} s measured. ${pinning}`,
    "Rates are medians over the rounds (min–max); ratios are divided round by round, then the median taken.",
  ];
}

function tableOf({ baselines }, rows) {
  const header = [
    "peer",
    ...baselines.map((name) => `× ${name}`),
    "requests/s (min–max)",
    "p50 ms",
    "p99 ms",
    "CPU µs/request",
    "server CPU",
    "server core idle",
    "load core idle",
    "answer bytes",
    "bad status",
  ];
  const body = rows.map((row) => [
    row.peer.name,
    ...row.ratios.map((ratio) => withSpread(ratio, 2)),
    `${thousands(row.rate.median)} (${thousands(row.rate.min)}–${thousands(row.rate.max)})`,
    row.p50.toFixed(2),
    row.p99.toFixed(2),
    row.cpuMicroseconds?.toFixed(1) ?? "–",
    percent(row.serverShare),
    percent(row.idleShare),
    percent(row.loadIdleShare),
    row.answerBytes.toFixed(0),
    String(row.badStatus),
  ]);
  return [header, ...body];
}
