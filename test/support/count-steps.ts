import { Session } from "node:inspector";

/**
 * How many blocks of code in this library's loop layer `run` enters, loops counted round by round: what something
 * costs, told without a clock.
 */
export function countSteps(run: () => void): number {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  run();
  let steps = 0;
  session.post("Profiler.takePreciseCoverage", (error, coverage) => {
    if (error) throw error;
    const scripts = coverage.result.filter(({ url }) => url.includes("/dist/loop/"));
    const ranges = scripts.flatMap(({ functions }) => functions.flatMap((found) => found.ranges));
    steps = ranges.reduce((sum, { count }) => sum + count, 0);
  });
  session.disconnect();
  return steps;
}
