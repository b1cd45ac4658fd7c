import { setTimeout as delay } from "node:timers/promises";

/**
 * Which share of a measurement of so many seconds a server's processor time was, well inside it; 1 is one full core.
 *
 * @param cpuSeconds - how many the server has used so far; undefined where that cannot be known
 */
export async function serverShareOf(cpuSeconds, seconds) {
  const read = () => ({ at: performance.now(), cpu: cpuSeconds() });
  await delay(400);
  const before = read();
  await delay(seconds * 1000 - 600);
  const now = read();
  if (before.cpu === undefined || now.cpu === undefined) return undefined;
  return ((now.cpu - before.cpu) * 1000) / (now.at - before.at);
}
