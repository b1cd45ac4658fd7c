// What a plain route's users feel while the pool of the same server is saturated. Requests to it go out at a fixed rate,
// so a server that stops for a while is not asked less meanwhile.
import { setTimeout as delay } from "node:timers/promises";
import { jobServers } from "../../peers/jobs/catalogue.js";
import { checkAnswer } from "../check-answer.js";
import { nodeLoad } from "../load/node.js";
import { runPaced } from "../load/paced.js";
import { startServer } from "../server-process.js";
import { median, spread } from "../statistics.js";
import { decimals, withSpread } from "../tables.js";

const jobLeadSeconds = 1; // The pool is busy before the plain route is measured, and still is after it.
const loadWarmUp = 2;
/** Code that is still being compiled would be what a p99 shows: a thousand requests are not enough. */
const compileLoad = { seconds: 3, connections: 16, pipeline: 1 };
const limits = ["post-message-nice", "post-message"];

export const serviceLatencyKind = {
  peers: jobServers,
  prepare: () => ({}),
  turnSeconds: ({ warmUp, seconds }) =>
    2 * compileLoad.seconds + warmUp + 2 * (loadWarmUp + seconds) + 3 * jobLeadSeconds,
  takeTurn,
  describe: ({ idle, busy, jobs }) =>
    `p99 ${idle.p99.toFixed(2)} ms idle, ${busy.p99.toFixed(2)} ms beside ${jobs.toFixed(0)} jobs/s`,
  tableOf,
  notesOf,
  methodOf,
  round: {
    title: "p99 ms idle → busy",
    of: ({ idle, busy }) => `${idle.p99.toFixed(2)} → ${busy.p99.toFixed(2)}`,
  },
};

async function takeTurn({ options }, peer, variant) {
  const server = await startServer(peer.command);
  try {
    const { plain, job, quickJob, perSecond } = variant;
    const { port } = server;
    await checkAnswer(port, plain);
    await checkAnswer(port, job);
    await checkAnswer(port, quickJob);
    const paced = { port, request: plain.request, perSecond };
    const probe = (seconds) => runPaced({ ...paced, warmUp: loadWarmUp, seconds });
    const saturate = (seconds) => nodeLoad.run({ port, variant: { ...job, pipeline: 1 }, seconds });
    await Promise.all([runPaced({ ...paced, seconds: options.warmUp }), saturate(options.warmUp)]);
    await compile(port, plain, quickJob);

    const idle = await probe(options.seconds);
    const [jobs, busy] = await Promise.all([
      saturate(loadWarmUp + options.seconds + 2 * jobLeadSeconds),
      delay(jobLeadSeconds * 1000).then(() => probe(options.seconds)),
    ]);
    return resultOf(idle, busy, jobs);
  } finally {
    await server.stop();
  }
}

/** Both at once, and then one: the code that both routes share is compiled anew when it has seen both. */
async function compile(port, plain, quickJob) {
  const load = (variant) =>
    nodeLoad.run({ port, variant: { ...variant, ...compileLoad }, seconds: compileLoad.seconds });
  await Promise.all([load(plain), load(quickJob)]);
  await load(plain);
}

function resultOf(idle, busy, jobs) {
  if (jobs.badStatus > 0) throw new Error(`${jobs.badStatus} jobs had another answer than the scenario's`);
  for (const { statuses, lost, unanswered } of [idle, busy]) {
    if (lost + unanswered > 0 || Object.keys(statuses).join() !== "200") {
      throw new Error(
        `the plain route answered ${Object.keys(statuses)}, with ${lost + unanswered} not answered`,
      );
    }
  }
  return {
    idle: idle.statuses[200].all,
    busy: busy.statuses[200].all,
    jobs: jobs.answers / jobs.seconds,
    latenessMs: busy.latenessMs,
    isFirst: busy.isFirst,
  };
}

function tableOf(_run, measured) {
  const header = [
    "server",
    "p99 busy ÷ idle (min–max)",
    "p50 ms idle",
    "p50 busy",
    "p99 ms idle",
    "p99 busy",
    "max busy",
    "jobs/s",
    "load's own lateness p99",
  ];
  const rows = measured.peers
    .filter(({ name }) => measured.results.get(name).some(Boolean))
    .map(({ name }) => {
      const turns = measured.results.get(name).filter(Boolean);
      const of = (pick, digits) => decimals(median(turns.map(pick)), digits);
      const growth = growthOf(turns);
      return [
        name,
        withSpread(growth, 2),
        of((turn) => turn.idle.p50, 2),
        of((turn) => turn.busy.p50, 2),
        of((turn) => turn.idle.p99, 2),
        of((turn) => turn.busy.p99, 2),
        of((turn) => turn.busy.max, 1),
        of((turn) => turn.jobs, 0),
        of((turn) => turn.latenessMs.p99, 2),
      ];
    });
  return [header, ...rows];
}

const growthOf = (turns) => spread(turns.map(({ idle, busy }) => busy.p99 / idle.p99));

function notesOf(_run, measured) {
  const turns = measured.results.get("typhoon")?.filter(Boolean) ?? [];
  if (turns.length === 0) return [];
  return [
    ...figuresOf(measured),
    ...(turns.every(({ isFirst }) => isFirst)
      ? []
      : [
          "The load had no priority over the servers (that takes a privileged user): latencies hold its own waiting.",
        ]),
  ];
}

/** With and without the scheduler's noise: what a bare server's p99 gains beside as many threads that are as nice. */
function figuresOf({ variant, results }) {
  const turns = results.get("typhoon");
  const [bare] = limits.map((name) => results.get(name)).filter((found) => found?.some(Boolean));
  const noise = turns.map((_turn, round) => bare?.[round] && gainOf(bare[round]));
  const shares = turns.map(
    (turn, round) => turn.busy.p99 / (variant.figure * turn.idle.p99 + (noise[round] ?? 0)),
  );
  const word = (isReached) => (isReached ? "reached" : "NOT reached");
  const growth = growthOf(turns.filter(Boolean)).median;
  const share = median(shares);
  return [
    `Figure ≤ ${variant.figure} × idle + the scheduler's noise (${decimals(median(noise), 2)} ms: what the bare server's p99 gains): ` +
      `${word(share <= 1)}, with ${decimals(share, 2)} of that (${decimals(Math.min(...shares), 2)}–${decimals(Math.max(...shares), 2)}).`,
    `Without that allowance, ≤ ${variant.figure} × idle: ${word(growth <= variant.figure)}, with ${growth.toFixed(2)}.`,
  ];
}

const gainOf = ({ idle, busy }) => Math.max(0, busy.p99 - idle.p99);

function methodOf({ options }) {
  return [
    `A turn: a fresh server process, both routes checked, ${options.warmUp} s of warm-up on both, ${compileLoad.seconds} s of both at full load with jobs that do nothing,`,
    `and ${compileLoad.seconds} s of the plain route alone, so that the code is compiled; ${options.seconds} s of the plain route at its rate, then`,
    `${options.seconds} s of it beside the jobs, each after ${loadWarmUp} s that do not count. Requests to the plain route go out at a fixed`,
    "rate; jobs are a closed loop. Nothing was pinned to a core. Percentiles are medians over the rounds of each round's percentile; the growth is taken within a turn.",
  ];
}
