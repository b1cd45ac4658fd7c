import type { Cause, History } from "./history.ts";
import type { ChaosRequest } from "./requests.ts";

/** What became of a request. */
export type Outcome =
  | { readonly kind: "right" }
  /** Another status than the right one, with the code of the error. */
  | { readonly kind: "failed"; readonly status: number; readonly text: string }
  /** The connection ended before the response did. */
  | { readonly kind: "cut"; readonly text: string }
  /** Nothing listened. */
  | { readonly kind: "refused" }
  /** The client left by its own will. */
  | { readonly kind: "left"; readonly point: string }
  /** There was no end to it. */
  | { readonly kind: "unanswered" };

/** Which disturbances explain that a request failed with these codes. */
const causesOfCode: Readonly<Record<string, readonly Cause[]>> = {
  ERR_WORKER_EXIT: ["worker killed", "descriptors"],
  ERR_WORKER_START: ["descriptors"],
  ERR_MODULE_NOT_LOADABLE: ["descriptors"],
  ENOSPC: ["disk"],
  EMFILE: ["descriptors"],
};

const mostFaults = 20;

/** Counts what became of each request, and keeps what nothing explains. */
export class Ledger {
  /** How many requests ended so. */
  readonly counts = new Map<string, number>();
  readonly faults: string[] = [];
  /** What was done meanwhile. */
  readonly history: History;

  constructor(history: History) {
    this.history = history;
  }

  /** A request has ended. @param from - when it began */
  enter(request: ChaosRequest, outcome: Outcome, from: number): void {
    const reason = this.#reasonOf(outcome, from);
    if (reason !== undefined) this.#count(reason);
    else this.fault(`${request.route} ${request.id}: ${JSON.stringify(outcome)}`);
  }

  /** Something that may not happen. */
  fault(text: string): void {
    if (this.faults.length < mostFaults) this.faults.push(text);
  }

  #count(reason: string): void {
    this.counts.set(reason, 1 + (this.counts.get(reason) ?? 0));
  }

  #reasonOf(outcome: Outcome, from: number): string | undefined {
    switch (outcome.kind) {
      case "right":
        return "answered";
      case "left":
        return `left ${outcome.point}`;
      case "refused":
        return this.#explained("refused", ["process killed", "descriptors"], from);
      case "cut":
        return this.#explained("cut", ["process killed", "worker killed", "descriptors", "disk"], from);
      case "failed":
        return this.#explained(`${outcome.status} ${outcome.text}`, causesOfCode[outcome.text] ?? [], from);
      case "unanswered":
        return undefined;
    }
  }

  #explained(what: string, causes: readonly Cause[], from: number): string | undefined {
    const now = performance.now();
    const cause = causes.find((one) => this.history.has([one], from, now));
    return cause === undefined ? undefined : `${what} (${cause})`;
  }
}
