// Ten times more jobs than the pool can do: are the accepted served as ever, and the others refused at once?
import { jobServers } from "../../peers/jobs/catalogue.js";
import { checkAnswer } from "../check-answer.js";
import { nodeLoad } from "../load/node.js";
import { runPaced } from "../load/paced.js";
import { startServer } from "../server-process.js";
import { median } from "../statistics.js";
import { decimals, percent } from "../tables.js";

const capacitySeconds = 2;
const flatGrowth = 1.5;
const quickRefusalMs = 10;

export const serviceOverloadKind = {
  peers: jobServers,
  prepare: () => ({}),
  turnSeconds: ({ warmUp, seconds }) => warmUp + capacitySeconds + seconds + 3,
  takeTurn,
  describe,
  tableOf,
  notesOf,
  methodOf,
  round: { title: "accepted p99 ms, first → last third", of: ({ accepted }) => thirds(accepted) },
};

async function takeTurn({ options }, peer, variant) {
  const server = await startServer(peer.command);
  try {
    const { job, factor } = variant;
    const { port } = server;
    await checkAnswer(port, job);
    const closedLoop = (seconds) => nodeLoad.run({ port, variant: { ...job, pipeline: 1 }, seconds });
    if (options.warmUp > 0) await closedLoop(options.warmUp);
    const { answers, seconds } = await closedLoop(capacitySeconds);
    const capacity = answers / seconds;
    const paced = { port, request: job.request, perSecond: factor * capacity, seconds: options.seconds };
    return resultOf(capacity, await runPaced(paced), job.answer.status);
  } finally {
    await server.stop();
  }
}

function resultOf(capacity, paced, acceptedStatus) {
  const { [acceptedStatus]: accepted, 503: refused, ...others } = paced.statuses;
  return {
    capacity,
    asked: (paced.sent + paced.unsent) / paced.seconds,
    total: paced.sent + paced.unsent,
    seconds: paced.seconds,
    accepted,
    refused,
    others: Object.entries(others).map(([status, { count, all }]) => ({ status, count, p99: all.p99 })),
    notAnswered: paced.lost + paced.unanswered + paced.unsent,
  };
}

function thirds(accepted) {
  return `${decimals(accepted?.first?.p99, 0)} → ${decimals(accepted?.last?.p99, 0)}`;
}

function describe({ capacity, asked, accepted, refused, others, notAnswered }) {
  const said = [
    `${asked.toFixed(0)} jobs/s asked of ${capacity.toFixed(0)}`,
    `accepted p99 ${thirds(accepted)} ms`,
    refused && `503 p99 ${refused.all.p99.toFixed(2)} ms`,
    ...others.map(({ status, count }) => `${count} × ${status}`),
    notAnswered > 0 && `${notAnswered} not answered`,
  ];
  return said.filter(Boolean).join(", ");
}

function tableOf(_run, { peers, results }) {
  const header = [
    "server",
    "capacity jobs/s",
    "asked/s",
    "accepted",
    "accepted p50 ms",
    "p99 first third",
    "p99 last third",
    "503",
    "503 p50 ms",
    "503 p99 ms",
    "other statuses",
    "not answered",
  ];
  const rows = peers
    .filter(({ name }) => results.get(name).some(Boolean))
    .map(({ name }) => {
      const turns = results.get(name).filter(Boolean);
      const of = (pick, digits) => decimals(median(turns.map(pick)), digits);
      const share = (pick) => percent(median(turns.map((turn) => pick(turn) / turn.total)));
      return [
        name,
        of((turn) => turn.capacity, 0),
        of((turn) => turn.asked, 0),
        share((turn) => turn.accepted?.count ?? 0),
        of((turn) => turn.accepted?.all.p50, 0),
        of((turn) => turn.accepted?.first?.p99, 0),
        of((turn) => turn.accepted?.last?.p99, 0),
        share((turn) => turn.refused?.count ?? 0),
        of((turn) => turn.refused?.all.p50, 2),
        of((turn) => turn.refused?.all.p99, 2),
        describeOthers(turns),
        share((turn) => turn.notAnswered),
      ];
    });
  return [header, ...rows];
}

function describeOthers(turns) {
  const statuses = [...new Set(turns.flatMap(({ others }) => others.map(({ status }) => status)))];
  if (statuses.length === 0) return "none";
  const share = (status) =>
    median(
      turns.map(({ others, total }) => (others.find((other) => other.status === status)?.count ?? 0) / total),
    );
  return statuses.map((status) => `${status}: ${percent(share(status))}`).join(", ");
}

const quotient = (a, b) => (a === undefined || b === undefined ? undefined : a / b);

function notesOf(_run, measured) {
  return [...figuresOf(measured), ...capacityDoubts(measured)];
}

/** Where the queue has a bound, no more is accepted than is done: else the capacity was measured too low. */
function capacityDoubts({ results }) {
  return [...results].flatMap(([name, turns]) => {
    const excess = median(
      turns.map((turn) => turn?.refused && (turn.accepted?.count ?? 0) / turn.seconds / turn.capacity),
    );
    if (!(excess > 1.3)) return [];
    return [
      `${name}: it did ${excess.toFixed(1)} times its measured capacity, which other programs must have disturbed: the overload was less.`,
    ];
  });
}

function figuresOf({ results }) {
  const turns = results.get("typhoon")?.filter(Boolean) ?? [];
  if (turns.length === 0) return [];
  const growth = median(turns.map(({ accepted }) => quotient(accepted?.last?.p99, accepted?.first?.p99)));
  const refusal = median(turns.map(({ refused }) => refused?.all.p99));
  const word = (isReached) => (isReached ? "reached" : "NOT reached");
  return [
    `Figure: accepted p99 in the last third ≤ ${flatGrowth} × the first: ${word(growth <= flatGrowth)}, with ${decimals(growth, 2)}.`,
    refusal === undefined
      ? "Figure: the rest get 503 within milliseconds: NOT reached, there was no 503."
      : `Figure: 503 within ${quickRefusalMs} ms at p99: ${word(refusal <= quickRefusalMs)}, with ${refusal.toFixed(2)} ms.`,
  ];
}

function methodOf({ options }) {
  return [
    `A turn: a fresh server process, the route checked, ${options.warmUp} s of warm-up, the pool's capacity measured in a closed loop for`,
    `${capacitySeconds} s, then ${options.seconds} s of requests at a fixed rate above it, each on a connection that has nothing else to do (2,000 at the`,
    "most; what found none was not sent and counts as not answered, as what had no answer 10 s after the end). Nothing was pinned.",
  ];
}
