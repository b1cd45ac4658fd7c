import { giveBack, noneFree, takeConnections } from "./connections.js";
import { record } from "./event-log.js";
import { pings } from "./pings.js";
import { announce } from "./state.js";

/** Requests for jobs that this page made: `{ tag, way, label, sentAt, answeredAt }`, the oldest first. */
export const jobs = [];

const showingMs = 150;
const most = 60;
const beginnings = {
  plain: "A job has begun, plain. Does anybody still get an answer?",
  async: "A job has begun, async. Does that help the others?",
  unblocked: "A job has begun, unblocked. Look: the others are answered meanwhile.",
};

/** Starts one job in the card's way, and shows in the card how the pings fared meanwhile. */
export async function startJob(card, { kind, seconds }) {
  if (!takeConnections(1)) return announce(noneFree);
  const { way } = card.dataset;
  const job = addJob(way, `${way} · ${seconds} s`);
  announce(beginnings[way]);
  const showing = setInterval(() => showResult(card, job), showingMs);
  record({ type: "job-sent", way, tag: job.tag });
  const ok = await request(`/${way}?kind=${kind}&seconds=${seconds}&n=${job.tag}`, job);
  giveBack(1);
  clearInterval(showing);
  record({ type: "job-answered", way, tag: job.tag, ok });
  if (showResult(card, job)) announce(ok ? sentenceFor(job) : "The job failed: is the server still there?");
}

/** Starts ten jobs with one request. */
export async function startTen({ kind, seconds }) {
  if (!takeConnections(1)) return announce(noneFree);
  const job = addJob("unblocked", `10 unblocked · ${seconds} s each`);
  job.isOfTen = true;
  announce("Ten jobs are under way: four run, the others wait in the queue below.");
  record({ type: "ten-sent" });
  const ok = await request(`/ten?kind=${kind}&seconds=${seconds}&n=${job.tag}`, job);
  giveBack(1);
  record({ type: "ten-answered", ok });
  announce(ok ? `Ten jobs: ${sentenceFor(job)}` : "The ten jobs failed: is the server still there?");
}

function addJob(way, label) {
  const job = { tag: crypto.randomUUID?.() ?? String(Math.random()), way, label, sentAt: performance.now() };
  jobs.push(job);
  if (jobs.length > most) jobs.shift();
  return job;
}

async function request(address, job) {
  try {
    const response = await fetch(address, { cache: "no-store" });
    await response.text();
    return response.ok;
  } catch {
    return false;
  } finally {
    job.answeredAt = performance.now();
  }
}

/** The pings sent while the job was under way, and those of them that the server answered while it had the job. */
function fateOf(job) {
  const until = job.answeredAt ?? performance.now();
  const sent = pings.filter((ping) => ping.sentAt >= job.sentAt && ping.sentAt <= until);
  const served = sent.filter((ping) => ping.working > 0);
  const waits = sent.map((ping) => (ping.answeredAt ?? performance.now()) - ping.sentAt);
  return { sent: sent.length, served: served.length, longestMs: Math.max(0, ...waits) };
}

function sentenceFor(job) {
  const { sent, served, longestMs } = fateOf(job);
  const wait = longestMs >= 200 ? `${(longestMs / 1000).toFixed(1)} s` : `${Math.ceil(longestMs)} ms`;
  if (served < sent / 2)
    return `Frozen: ${served} of ${sent} other requests were answered while it worked; one waited ${wait}.`;
  return `Not frozen: ${served} of ${sent} other requests were answered while it worked; none waited longer than ${wait}.`;
}

/** Shows how the pings fare, if the job is the latest of that card, and says whether it is. */
function showResult(card, job) {
  if (jobs.findLast(({ way, isOfTen }) => way === job.way && !isOfTen) !== job) return false;
  const { sent, served } = fateOf(job);
  card.querySelector(".result b").textContent = `${served} of ${sent}`;
  card.dataset.state = job.answeredAt === undefined ? "working" : served < sent / 2 ? "frozen" : "free";
  return true;
}
