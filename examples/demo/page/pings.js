import { record } from "./event-log.js";

const intervalMs = 50;
const keepMs = 40_000;
const mostUnanswered = 400;

/** The latest pings, the oldest first: `{ n, sentAt, answeredAt, working, failed }`, times of `performance.now()`. */
export const pings = [];

let lastN = 0;

/** Sends a ping every 50 ms, whether the one before was answered or not; none while nobody looks. */
export function startPings() {
  setInterval(() => {
    if (!document.hidden) sendPing();
  }, intervalMs);
  document.addEventListener("visibilitychange", () => pings.splice(0));
}

/** The pings that nobody has answered yet. */
export function unanswered() {
  return pings.filter((ping) => ping.answeredAt === undefined);
}

async function sendPing() {
  if (isPointless()) return;
  const ping = { n: ++lastN, sentAt: performance.now() };
  pings.push(ping);
  while (ping.sentAt - pings[0].sentAt > keepMs) pings.shift();
  record({ type: "ping-sent", n: ping.n });
  try {
    // An address of its own each time, or the browser would queue them itself.
    const response = await fetch(`/ping?n=${ping.n}`, { cache: "no-store" });
    ping.working = (await response.json()).working;
    record({ type: "ping-answered", n: ping.n, working: ping.working });
  } catch {
    ping.failed = true;
  }
  ping.answeredAt = performance.now();
}

/** Once the server is gone, one try a second is enough; and a very long freeze need not fill the memory. */
function isPointless() {
  const last = pings.at(-1);
  if (last?.failed && performance.now() - last.sentAt < 1000) return true;
  return unanswered().length >= mostUnanswered;
}
