import { Session } from "node:inspector";

/**
 * How many blocks of this library's code something enters, loops counted round by round: what it costs,
 * told without a clock.
 *
 * Make it at the top of a test file: V8 counts rounds only in functions that it compiles later.
 */
export class StepCounter {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  count(run: () => void): number {
    this.#take();
    run();
    return this.#take();
  }

  /** The steps since the last time. */
  #take(): number {
    let steps = 0;
    this.#session.post("Profiler.takePreciseCoverage", (error, coverage) => {
      if (error) throw error;
      const scripts = coverage.result.filter(({ url }) => /\/(?:dist|build\/src)\//.test(url));
      const ranges = scripts.flatMap(({ functions }) => functions.flatMap((found) => found.ranges));
      steps = ranges.reduce((sum, { count }) => sum + count, 0);
    });
    return steps;
  }
}
