// One server at a time that sends back what it gets: messages per second, and its processor time for each.
import { fileURLToPath } from "node:url";
import { echoServers } from "../../peers/echo/catalogue.js";
import { outputOf, startChild } from "../children.js";
import { chooseCores, cpuSecondsOf } from "../machine.js";
import { startServer } from "../server-process.js";
import { serverShareOf } from "../server-share.js";
import { median, pairedRatio, spread } from "../statistics.js";
import { decimals, thousands, withSpread } from "../tables.js";

const program = fileURLToPath(new URL("../load/echo-main.js", import.meta.url));

export const echoKind = {
  peers: echoServers,
  prepare: (options) => ({ cores: chooseCores(options) }),
  turnSeconds: ({ warmUp, seconds }) => warmUp + seconds + 1,
  takeTurn,
  describe: ({ rate, errors }) => `${thousands(rate)} messages/s${errors === 0 ? "" : `, ${errors} ERRORS`}`,
  tableOf,
  notesOf: () => [],
  methodOf: ({ options }) => [
    `A turn: a fresh server on a core of its own, ${options.warmUp} s of warm-up, ${options.seconds} s that count; the load on another core.`,
    "Ratios are divided round by round, then the median taken (min–max); above 1 is faster.",
  ],
  hasFailed: ({ results }) =>
    [...results.values()].flat().some((turn) => turn !== undefined && turn.errors > 0),
  round: { title: "messages/s", of: ({ rate }) => thousands(rate) },
};

async function takeTurn({ options, cores }, peer, variant) {
  const server = await startServer((port) => peer.command(port, variant.servers), cores.server);
  try {
    if (options.warmUp > 0) await load(server.port, variant, options.warmUp, cores.load);
    const [counted, share] = await Promise.all([
      load(server.port, variant, options.seconds, cores.load),
      serverShareOf(() => cpuSecondsOf(server.pid), options.seconds),
    ]);
    const rate = counted.messages / counted.seconds;
    return { rate, errors: counted.errors, cpuMicroseconds: share && (share / rate) * 1e6 };
  } finally {
    await server.stop();
  }
}

async function load(port, { connections, bytes }, seconds, cpu) {
  const child = startChild([process.execPath, program], { cpu });
  child.stdin.end(JSON.stringify({ port, connections, bytes, seconds }));
  return JSON.parse(await outputOf(child, "the load generator", (seconds + 10) * 1000));
}

function tableOf({ scenario }, { peers, results }) {
  const of = (name, pick) => results.get(name)?.map((turn) => turn && pick(turn)) ?? [];
  const rate = (turn) => turn.rate;
  const rows = peers
    .filter(({ name }) => results.get(name).some(Boolean))
    .map(({ name }) => [
      name,
      ...scenario.baselines.map((other) => withSpread(pairedRatio(of(name, rate), of(other, rate)), 2)),
      thousands(spread(of(name, rate)).median),
      decimals(median(of(name, (turn) => turn.cpuMicroseconds)), 2),
    ]);
  return [
    ["server", ...scenario.baselines.map((name) => `× ${name}`), "messages/s", "CPU µs/message"],
    ...rows,
  ];
}
