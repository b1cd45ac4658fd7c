// A hello server with its watchdog and without, in turns of less than a second in one process; and processes that do nothing.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { peers } from "../../peers/catalogue.js";
import { outputOf, startChild, stopChild } from "../children.js";
import { nodeLoad } from "../load/node.js";
import { chooseCores } from "../machine.js";
import { median, medianInterval } from "../statistics.js";
import { decimals, thousands } from "../tables.js";

const program = (name) => fileURLToPath(new URL(`../watchdog/${name}.js`, import.meta.url));
const settleMs = 200; // A thread that starts or ends is not what a running one costs.
const countMs = 400;
const pairMs = 2 * (settleMs + countMs);
const footprintKinds = ["none", "empty-thread", "watchdog"];
const processes = 3; // Of each kind in a turn: what one has resident differs by some mebibytes.

export const watchdogCostKind = {
  peers: { typhoon: peers.typhoon },
  prepare: (options) => ({ cores: chooseCores(options) }),
  turnSeconds: ({ warmUp, seconds }) => warmUp + seconds + 25,
  takeTurn,
  describe: ({ pairs }) => `CPU ${signed(median(pairs.map(cpuChange)))}, median of ${pairs.length} pairs`,
  tableOf,
  notesOf,
  methodOf,
  round: { title: "CPU a request, change", of: ({ pairs }) => signed(median(pairs.map(cpuChange))) },
};

const cpuChange = ({ on, off }) => on.cpuMicroseconds / off.cpuMicroseconds - 1;
const rateChange = ({ on, off }) => on.rate / off.rate - 1;
const signed = (share) => `${share < 0 ? "−" : "+"}${Math.abs(share * 100).toFixed(2)} %`;

async function takeTurn({ options, cores }, _peer, variant) {
  const pairs = await measurePairs(options, cores, variant);
  const footprints = [];
  for (let process = 0; process < processes; process++) footprints.push(await takeFootprints());
  return { pairs, footprints, heap: await jsonOf("heap-main") };
}

async function takeFootprints() {
  const footprint = {};
  for (const kind of footprintKinds) footprint[kind] = await jsonOf("footprint-main", kind);
  return footprint;
}

async function jsonOf(name, ...args) {
  const child = startChild([process.execPath, "--expose-gc", program(name), ...args]);
  return JSON.parse(await outputOf(child, "the process that does nothing", 30_000));
}

async function measurePairs({ warmUp, seconds }, cores, variant) {
  const pairs = Math.floor((seconds * 1000) / pairMs);
  const numbers = [pairs, warmUp * 1000, settleMs, countMs];
  const server = startChild([process.execPath, program("switching-main"), ...numbers.map(String)], {
    cpu: cores.server,
  });
  try {
    const lines = createInterface(server.stdout);
    const [first] = await once(lines, "line");
    const { port } = JSON.parse(first);
    const said = once(lines, "line");
    server.stdin.write("start\n");
    // The load outlasts the server, whose end it must not take for an error.
    const load = nodeLoad
      .run({ port, variant, seconds: warmUp + seconds + 1, cpu: cores.load })
      .catch(() => {});
    const [last] = await said;
    await load;
    return JSON.parse(last);
  } finally {
    await stopChild(server);
  }
}

function tableOf(_run, measured) {
  const pairs = pairsOf(measured);
  const row = (name, pick, change, digits) => {
    const { median: middle, low, high } = medianInterval(pairs.map(change));
    const [lower, upper] = quartiles(pairs.map(change));
    return [
      name,
      digits(median(pairs.map(({ off }) => pick(off)))),
      digits(median(pairs.map(({ on }) => pick(on)))),
      signed(middle),
      `${signed(low)} to ${signed(high)}`,
      `${signed(lower)}, ${signed(upper)}`,
    ];
  };
  return [
    [
      "hello at full load",
      "without",
      "with",
      "change (median of pairs)",
      "95 % interval of the median",
      "quartiles",
    ],
    row(
      "CPU µs/request, all threads",
      (side) => side.cpuMicroseconds,
      cpuChange,
      (value) => decimals(value, 3),
    ),
    row("requests/s", (side) => side.rate, rateChange, thousands),
  ];
}

const turnsOf = ({ results }) => [...results.values()].flat().filter(Boolean);
const pairsOf = (measured) => turnsOf(measured).flatMap(({ pairs }) => pairs);

function quartiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[Math.floor((sorted.length - 1) / 4)], sorted[Math.ceil(((sorted.length - 1) * 3) / 4)]];
}

function notesOf(_run, measured) {
  const turns = turnsOf(measured);
  if (turns.length === 0) return [];
  const of = (kind, pick) =>
    median(turns.flatMap(({ footprints }) => footprints.map((footprint) => pick(footprint[kind]))));
  const rss = (kind) => of(kind, ({ rssMiB }) => rssMiB);
  const idle = (kind) => of(kind, ({ idleMsPerSecond }) => idleMsPerSecond);
  const heap = (pick) => median(turns.map((turn) => pick(turn.heap)));
  return [
    ...figuresOf(measured),
    `Resident memory of a process that does nothing: ${rss("none").toFixed(1)} MiB without, ${rss("watchdog").toFixed(1)} MiB with the watchdog (+${(rss("watchdog") - rss("none")).toFixed(1)}); ` +
      `${rss("empty-thread").toFixed(1)} MiB with a thread that has nothing in it (+${(rss("empty-thread") - rss("none")).toFixed(1)}).`,
    `Heap of the watching thread: ${heap(({ usedMiB }) => usedMiB).toFixed(1)} MiB used, ${heap(({ physicalMiB }) => physicalMiB).toFixed(1)} MiB resident.`,
    `Processor time of a process that does nothing: ${idle("none").toFixed(1)} ms a second without, ${idle("watchdog").toFixed(1)} with the watchdog.`,
    `Stalls that were reported: ${pairsOf(measured).reduce((sum, { on }) => sum + on.stalls, 0)}.`,
  ];
}

function figuresOf(measured) {
  const { figure } = measured.variant;
  const pairs = pairsOf(measured);
  const change = medianInterval(pairs.map(cpuChange));
  const verdict =
    change.high < figure
      ? "reached"
      : change.low >= figure
        ? "NOT reached"
        : "not decided, the machine was too noisy";
  const shares = pairs.map(({ on }) => on.ownShare);
  const own = medianInterval(shares);
  return [
    `Figure < ${figure * 100} % of processor time a request: ${verdict}, with ${signed(change.median)} (95 %: ${signed(change.low)} to ${signed(change.high)}, ${pairs.length} pairs).`,
    `What it uses by itself (its thread by the kernel's account, its heartbeat by the clock): ${own.median < figure ? "reached" : "NOT reached"}, with ${signed(own.median)} of the server's processor time (95 %: ${signed(own.low)} to ${signed(own.high)}; most in one pair: ${signed(Math.max(...shares))}).`,
  ];
}

function methodOf({ options, cores }) {
  const pinning =
    cores.server === undefined
      ? "Nothing was pinned."
      : `The server was pinned to core ${cores.server}, the load to ${cores.load}.`;
  return [
    `A turn: one server process under full load, ${options.warmUp} s of warm-up, then ${options.seconds} s in which its watchdog is on and off in turns:`,
    `${settleMs} ms to settle, ${countMs} ms that count. Every other pair begins with the watchdog. Processor time is \`process.cpuUsage()\` ÷ the`,
    `requests answered, all threads, the watchdog's too. ${pinning} The interval of the median is that of order statistics.`,
    `Then ${processes} fresh processes of each kind with the same server and no load, after 100 requests and garbage collection; medians.`,
  ];
}
