import type { Pulse } from "../pulse.ts";
import { ReportLimit } from "../report-limit.ts";
import type { StallFields } from "../stall-message.ts";
import { writeWarning } from "./write-line.ts";

/** Writes what is to be said of a stall while it lasts, unless there have been too many. */
export class StallReporter {
  readonly #pulse: Pulse;
  readonly #limit: ReportLimit;
  #isAdmitted = false;
  #leftOut = 0;

  constructor(pulse: Pulse, maxReportsPerMinute: number) {
    this.#pulse = pulse;
    this.#limit = new ReportLimit(maxReportsPerMinute);
  }

  /** @returns whether the stall that now begins is to be reported */
  begin(nowMs: number): boolean {
    const leftOut = this.#limit.admit(nowMs);
    this.#isAdmitted = leftOut !== undefined;
    this.#leftOut += leftOut ?? 0;
    return this.#isAdmitted;
  }

  /**
   * @param fields - what the line says for programs
   * @param message - is given how many stalls before this one were not reported
   */
  write(fields: StallFields, message: (leftOut: number) => string): void {
    const { format } = this.#pulse.read();
    if (!this.#isAdmitted || format === undefined) return;
    writeWarning(fields, message(this.#leftOut), format);
    this.#leftOut = 0;
  }
}
