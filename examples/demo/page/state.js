import { pings, unanswered } from "./pings.js";

const slowAfterMs = 300;
// Four busy threads on two cores also delay an answer for half a second: that is slow, and others are still served.
const frozenAfterMs = 700;
const readingMs = 200;
const measurements = 7;
const frozenText = "The server is frozen: nobody gets an answer.";
const slowText = "The machine is busy: answers come late.";

/** Says something in words, for everyone and for screen readers. */
export function announce(text) {
  document.querySelector("#announcement").textContent = text;
}

/** For how many milliseconds the server has answered nobody who waits; 0 while it answers anybody. */
export function frozenForMs() {
  const ms = silentForMs();
  return ms > frozenAfterMs ? ms : 0;
}

/** An answer to a later request counts as well: then the server is at work, and slow. */
function silentForMs() {
  const [oldest] = unanswered();
  if (oldest === undefined) return 0;
  const lastAnswerAt = Math.max(...pings.map((ping) => ping.answeredAt ?? 0));
  return performance.now() - Math.max(oldest.sentAt, lastAnswerAt);
}

/** Keeps the lamp, and `data-server` of the body, at `answers`, `slow`, `frozen` or `gone`. */
export function watchState() {
  setInterval(showState, readingMs);
}

function showState() {
  const last = pings.findLast((ping) => ping.answeredAt !== undefined);
  if (last === undefined) return;
  const frozenMs = frozenForMs();
  const waitMs = Math.max(usualMs(), silentForMs());
  const state = frozenMs > 0 ? "frozen" : last.failed ? "gone" : waitMs > slowAfterMs ? "slow" : "answers";
  show(state, textFor(state, frozenMs || waitMs));
}

function textFor(state, ms) {
  if (state === "gone") return "The server is gone. Start it again with npm start.";
  if (state === "frozen") return `Frozen for ${(ms / 1000).toFixed(1)} s`;
  if (state === "slow") return `Slow: answers take ${(ms / 1000).toFixed(1)} s`;
  return `Answers in ${Math.max(1, ms).toFixed(0)} ms`;
}

/** The median of the last measurements. A few, so that it does not speak of a freeze that is over. */
function usualMs() {
  const answered = pings.filter((ping) => ping.answeredAt !== undefined).slice(-measurements);
  return median(answered.map((ping) => ping.answeredAt - ping.sentAt));
}

function median(numbers) {
  return numbers.sort((one, other) => one - other)[numbers.length >> 1] ?? 0;
}

function show(state, text) {
  const verdict = document.querySelector(".verdict");
  const before = verdict.dataset.state;
  verdict.dataset.state = state;
  document.body.dataset.server = state;
  document.querySelector("#verdict").textContent = text;
  if (before === state) return;
  if (state === "frozen") announce(frozenText);
  if (state === "slow") replaceStale(slowText);
  if (state === "gone") announce(text);
  if (before === "gone" && state === "answers") announce("The server is back.");
  if (state === "answers") replaceStale("The server answers again.");
}

/** What was said of a state that is over must not stay; what was said of a job does. */
function replaceStale(text) {
  const said = document.querySelector("#announcement").textContent;
  if (said === frozenText || said === slowText) announce(text);
}
