// The process of paced load. It reads what to do as JSON from standard input, sends `perSecond` requests a second, each
// on a connection that has nothing else to do, and prints what came back as JSON: by status, the number and the
// latency, of all and of the first and the last third of the time; what was never answered; how late it was itself.
// Of the first `warmUp` seconds no latency counts: a generator that is new to its work is slow, and its server waits.
import { connect } from "node:net";
import { constants, setPriority } from "node:os";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { AnswerReader } from "./answer-reader.js";
import { LatencyHistogram } from "./latency-histogram.js";

const mostConnections = 2000;
const patienceMs = 10_000; // For answers that are still to come when the last request was sent.

const load = JSON.parse(await text(process.stdin));
const request = Buffer.from(load.request, "latin1");
const idle = [];
const statuses = new Map();
const lateness = new LatencyHistogram();
const count = { sent: 0, unsent: 0, answered: 0, lost: 0 };
let connections = 0;

const isFirst = goFirst();
const startedAt = performance.now();
const countedFrom = startedAt + load.warmUp * 1000;
await sendAtPace();
const sentSeconds = (performance.now() - startedAt) / 1000;
await waitForAnswers();
print();

/** The measured must not wait for the measuring. Only a privileged user may do that. */
function goFirst() {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
    return true;
  } catch {
    return false;
  }
}

/** Timers are whole milliseconds: each turn sends what has become due. */
async function sendAtPace() {
  const total = Math.round(load.perSecond * (load.warmUp + load.seconds));
  for (let index = 0; index < total; ) {
    const now = performance.now();
    for (; index < total && dueAt(index) <= now; index++) {
      if (now >= countedFrom) lateness.record(now - dueAt(index));
      send();
    }
    await delay(1);
  }
}

function dueAt(index) {
  return startedAt + (index * 1000) / load.perSecond;
}

function send() {
  const connection = idle.pop() ?? openConnection();
  if (connection === undefined) {
    count.unsent += 1;
    return;
  }
  count.sent += 1;
  connection.sentAt = performance.now();
  connection.socket.write(request);
}

function openConnection() {
  if (connections === mostConnections) return undefined;
  connections += 1;
  const socket = connect({ host: "127.0.0.1", port: load.port, noDelay: true });
  const connection = { socket, sentAt: undefined };
  const reader = new AnswerReader((status) => take(connection, status));
  socket.on("data", (chunk) => reader.read(chunk));
  socket.on("error", () => {}); // "close" follows.
  socket.on("close", () => {
    connections -= 1;
    const place = idle.indexOf(connection);
    if (place !== -1) idle.splice(place, 1);
    if (connection.sentAt !== undefined) count.lost += 1;
    connection.sentAt = undefined;
  });
  return connection;
}

function take(connection, status) {
  if (connection.sentAt >= countedFrom) record(connection.sentAt, status);
  count.answered += 1;
  connection.sentAt = undefined;
  idle.push(connection);
}

function record(sentAt, status) {
  const ms = performance.now() - sentAt;
  const third = Math.floor(((sentAt - countedFrom) * 3) / (load.seconds * 1000));
  const histograms = statuses.get(status) ?? makeHistograms(status);
  histograms.all.record(ms);
  if (third === 0) histograms.first.record(ms);
  if (third >= 2) histograms.last.record(ms);
}

function makeHistograms(status) {
  const histograms = {
    all: new LatencyHistogram(),
    first: new LatencyHistogram(),
    last: new LatencyHistogram(),
  };
  statuses.set(status, histograms);
  return histograms;
}

async function waitForAnswers() {
  const deadline = performance.now() + patienceMs;
  while (count.answered + count.lost < count.sent && performance.now() < deadline) await delay(20);
}

function summaryOf(histogram) {
  return histogram.count === 0 ? undefined : histogram.summary();
}

function print() {
  const summaries = [...statuses].map(([status, { all, first, last }]) => [
    status,
    { count: all.count, all: all.summary(), first: summaryOf(first), last: summaryOf(last) },
  ]);
  const result = {
    seconds: sentSeconds,
    statuses: Object.fromEntries(summaries),
    sent: count.sent,
    unsent: count.unsent,
    lost: count.lost,
    unanswered: count.sent - count.answered - count.lost,
    latenessMs: lateness.summary(),
    isFirst,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}
