import { pings, unanswered } from "./pings.js";

const frozenAfterMs = 300;
const readingMs = 200;

/** Says something in words, for everyone and for screen readers. */
export function announce(text) {
  document.querySelector("#announcement").textContent = text;
}

/** For how many milliseconds the server has kept somebody waiting; 0 while it answers. */
export function frozenForMs() {
  const [oldest] = unanswered();
  const waited = oldest === undefined ? 0 : performance.now() - oldest.sentAt;
  return waited > frozenAfterMs ? waited : 0;
}

/** Keeps the lamp, and `data-server` of the body, at `answers`, `frozen` or `gone`. */
export function watchState() {
  setInterval(showState, readingMs);
}

function showState() {
  const last = pings.findLast((ping) => ping.answeredAt !== undefined);
  if (last === undefined) return;
  const frozenMs = frozenForMs();
  const state = frozenMs > 0 ? "frozen" : last.failed ? "gone" : "answers";
  show(state, textFor(state, frozenMs));
}

function textFor(state, frozenMs) {
  if (state === "gone") return "The server is gone. Start it again with npm start.";
  if (state === "frozen") return `Frozen for ${(frozenMs / 1000).toFixed(1)} s`;
  return `Answers in ${usualMs().toFixed(0)} ms`;
}

/** The median of the last second's answers. */
function usualMs() {
  const since = performance.now() - 1000;
  const waits = pings
    .filter((ping) => ping.sentAt > since && ping.answeredAt)
    .map((ping) => ping.answeredAt - ping.sentAt);
  return Math.max(1, median(waits));
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
  if (state === "frozen") announce("The server is frozen: nobody gets an answer.");
  if (state === "gone") announce(text);
  if (before === "gone" && state === "answers") announce("The server is back.");
}
