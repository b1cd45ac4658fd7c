import { inspectorModule } from "../inspector-module.ts";
import { noFindings, type StallFindings } from "../stall.ts";
import { findingsOf } from "./findings.ts";
import type { SourcePositions } from "./source-position.ts";
import { StackCapture } from "./stack-capture.ts";

/** What an {@link OngoingStall} needs to know. */
export interface OngoingStallOptions {
  /** The last beat before it. */
  readonly beatMs: number;
  /** Whether the loop is blocked since that beat. */
  readonly isBlocked: () => boolean;
  readonly captureStack: boolean;
  /** Without an answer for so long, it is reported as a native call. */
  readonly patienceMs: number;
  readonly positions: SourcePositions;
  readonly libraryUrl: string | undefined;
}

/** A stall that was seen to begin, and what is being found out about it. */
export class OngoingStall {
  readonly beatMs: number;
  /** Resolves when the stack was taken, or will not be. */
  readonly findings: Promise<StallFindings>;
  readonly #capture: StackCapture | undefined;
  #patienceMs: number;

  constructor(options: OngoingStallOptions) {
    this.beatMs = options.beatMs;
    this.#patienceMs = options.patienceMs;
    this.#capture = options.captureStack ? startCapture(options.isBlocked) : undefined;
    this.findings = this.#find(options);
  }

  /** Whether it is time to report what is known without the stack, as no JavaScript runs; true only once. */
  losesPatience(lateMs: number): boolean {
    if (lateMs < this.#patienceMs || this.#capture?.isAnswered === true) return false;
    this.#patienceMs = Number.POSITIVE_INFINITY;
    return true;
  }

  /** It still lasts. */
  goOn(): void {
    this.#capture?.insist();
  }

  /** The loop runs again. */
  end(): void {
    this.#capture?.giveUp();
  }

  async #find({ positions, libraryUrl }: OngoingStallOptions): Promise<StallFindings> {
    const frames = await this.#capture?.frames;
    this.#patienceMs = Number.POSITIVE_INFINITY;
    return frames === undefined ? noFindings : findingsOf(frames, positions, libraryUrl);
  }
}

/** Without an inspector, or the permission to use it, a stall is reported without its stack. */
function startCapture(isBlocked: () => boolean): StackCapture | undefined {
  const inspector = inspectorModule();
  try {
    return inspector && new StackCapture(new inspector.Session(), isBlocked);
  } catch {
    return undefined;
  }
}
