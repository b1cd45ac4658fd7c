// Not how fast, but for how long: whether a pool is the same after a million tasks as before them.
import { fileURLToPath } from "node:url";
import { pools } from "../../peers/pools/catalogue.js";
import { outputOf, startChild } from "../children.js";
import { thousands } from "../tables.js";

const program = fileURLToPath(new URL("../pools/endurance-main.js", import.meta.url));
const heapAllowance = { share: 0.1, mebibytes: 2 };
const rssAllowance = { share: 0.25, mebibytes: 16 };

export const enduranceKind = {
  peers: { typhoon: pools.typhoon },
  prepare: () => ({}),
  turnSeconds: ({ tasks }) => tasks / 5000,
  takeTurn,
  describe: ({ tasks, seconds, checks }) =>
    `${thousands(tasks)} tasks in ${seconds.toFixed(0)} s: ${verdictOf(checks)}`,
  tableOf: (_run, measured) => [
    ["check", "found", "limit", "verdict"],
    ...turnsOf(measured).flatMap(({ checks }) => checks.map(rowOf)),
  ],
  notesOf: (_run, measured) => turnsOf(measured).flatMap(curvesOf),
  methodOf,
  hasFailed: (measured) => turnsOf(measured).some(({ checks }) => checks.some(({ isFine }) => !isFine)),
  round: { title: "verdict", of: ({ checks }) => verdictOf(checks) },
};

const turnsOf = ({ results }) => [...results.values()].flat().filter(Boolean);
const verdictOf = (checks) => (checks.every(({ isFine }) => isFine) ? "PASSED" : "FAILED");
const rowOf = ({ name, found, limit, isFine }) => [
  name,
  String(found),
  String(limit),
  isFine ? "ok" : "FAILED",
];

async function takeTurn({ options }, _peer, variant) {
  const child = startChild([process.execPath, program]);
  const { workers, inFlight } = variant;
  child.stdin.end(JSON.stringify({ tasks: options.tasks, workers, inFlight }));
  const timeoutMs = 120_000 + 2 * options.tasks;
  const result = JSON.parse(await outputOf(child, "the endurance run", timeoutMs));
  return { ...result, checks: checksOf(result, workers) };
}

function checksOf(result, workers) {
  const { memoryBefore: before, memoryAfter: after, stats, threadsBefore } = result;
  return [
    exactly("futures that settled", result.settled, result.tasks),
    exactly("outcomes that are not the expected", result.wrong, 0),
    atMost("workers at a time", result.mostWorkers, workers),
    exactly("workers at the end", stats.workers, workers),
    exactly("calls that run or wait at the end", stats.running + stats.queued, 0),
    exactly("threads of the process at the end, as after warm-up", result.threadsAfter, threadsBefore),
    memoryCheck("heap MiB after gc", before.heap, after.heap, heapAllowance),
    memoryCheck("external MiB after gc", before.external, after.external, heapAllowance),
    memoryCheck("RSS MiB after gc", before.rss, after.rss, rssAllowance),
    exactly("shutdown() ends", result.isShutDown, true),
    exactly("threads after shutdown()", result.threadsEnd, threadsBefore && threadsBefore - workers),
    exactly("left that keeps a process alive", leftOver(result), "nothing"),
  ];
}

function exactly(name, found, limit) {
  return { name, found, limit, isFine: found === limit };
}

function atMost(name, found, limit) {
  return { name, found, limit: `≤ ${limit}`, isFine: found <= limit };
}

function memoryCheck(name, before, after, { share, mebibytes }) {
  const limit = before * (1 + share) + mebibytes;
  return {
    name,
    found: `${before.toFixed(1)} → ${after.toFixed(1)}`,
    limit: `≤ ${limit.toFixed(1)}`,
    isFine: after <= limit,
  };
}

/** What is there now and was not before, one for one. */
function leftOver({ resourcesBefore, resourcesAfter }) {
  const known = [...resourcesBefore];
  const left = resourcesAfter.filter((resource) => {
    const place = known.indexOf(resource);
    if (place !== -1) known.splice(place, 1);
    return place === -1;
  });
  return left.length === 0 ? "nothing" : left.join(", ");
}

function curvesOf({ memory, outcomes, firstWrong, tasks, seconds }) {
  const curve = (pick, digits) => memory.map((sample) => pick(sample).toFixed(digits)).join(" ");
  const kinds = Object.entries(outcomes).map(([kind, count]) => `${kind} ${thousands(count)}`);
  return [
    ...firstWrong,
    `${thousands(tasks)} tasks, warm-up included, in ${seconds.toFixed(0)} s (${((seconds * 1e6) / tasks).toFixed(0)} µs a task, new workers included): ${kinds.join(", ")}.`,
    `Heap MiB after each 5 %: ${curve(({ heap }) => heap, 1)}.`,
    `RSS MiB after each 5 %: ${curve(({ rss }) => rss, 0)}.`,
  ];
}

function methodOf() {
  return [
    "A fresh process. Warm-up with the same mix (5 %, at least 2,000 tasks), then memory after garbage collection with all workers",
    "alive and nothing running; the tasks; the same measurement; shutdown. RSS has a wide limit, as it grows in steps while the",
    "first workers are replaced: its curve tells more than its end.",
  ];
}
