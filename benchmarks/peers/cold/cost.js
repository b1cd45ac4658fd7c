// What a process has cost since it began, or since a moment of it, printed as one line of JSON for the harness.
const mb = 1024 * 1024;

/** @param since - what `now()` was; default: the start of the process */
export function printCost(since = { cpu: undefined, wallMs: 0 }) {
  const { user, system } = process.cpuUsage(since.cpu);
  console.log(
    JSON.stringify({
      cpuMs: (user + system) / 1000,
      wallMs: performance.now() - since.wallMs,
      memoryMb: process.memoryUsage.rss() / mb,
    }),
  );
}

export function now() {
  return { cpu: process.cpuUsage(), wallMs: performance.now() };
}
