import type { Debugger, Session } from "node:inspector";
import { type Activity, activitySymbol } from "../activity.ts";

/** One function call on the stack of the blocked thread. */
export interface CapturedFrame {
  readonly functionName: string;
  /** Of the file that runs; empty for code that came from no file. */
  readonly url: string;
  /** As the file says it; empty when it has none. */
  readonly sourceMapUrl: string;
  /** From 0, as in source maps. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
  /** What the call's `this` says it is busy with. */
  readonly activity: Activity | undefined;
}

type Answer = Debugger.EvaluateOnCallFrameReturnType;

interface Script {
  readonly url: string;
  readonly sourceMapUrl: string;
}

// The innermost frames; what is further out has brought us here, but does not block.
const maxFrames = 64;

const describeThis = `this?.[Symbol.for(${JSON.stringify(Symbol.keyFor(activitySymbol))})]?.()`;

/**
 * Takes the stack of the application's thread while that is blocked, by pausing it for a moment.
 *
 * A loop, a wait or a regular expression is paused at once; a native call only when it returns, since no JavaScript
 * runs until then. The session is closed after one stack, so that the thread runs at full speed again.
 */
export class StackCapture {
  /** The frames, innermost first; `undefined` when given up. */
  readonly frames: Promise<readonly CapturedFrame[] | undefined>;
  readonly #session: Session;
  readonly #scripts = new Map<string, Script>();
  readonly #isBlocked: () => boolean;
  #resolve: (frames: readonly CapturedFrame[] | undefined) => void = () => {};
  #isAnswered = false;
  #isPaused = false;
  #isFinished = false;

  /**
   * @param session - not connected yet; it is closed here
   * @param isBlocked - whether the stall still lasts: a pause that comes after it would blame an innocent line
   * @throws {Error} Node's own, when the thread may not be inspected
   */
  constructor(session: Session, isBlocked: () => boolean) {
    this.#session = session;
    this.#isBlocked = isBlocked;
    this.frames = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    session.connectToMainThread();
    this.#listen();
    session.post("Debugger.enable", () => {
      this.#isAnswered = true;
    });
    session.post("Debugger.pause");
  }

  /** Whether the blocked thread takes orders: not in a native call. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Asks once more: a regular expression sometimes goes on over the first request, which leaves nothing behind. */
  insist(): void {
    if (this.#isAnswered && !this.#isPaused && !this.#isFinished) this.#session.post("Debugger.pause");
  }

  /** For when the loop runs again: the pause that is still to come would be of no use. */
  giveUp(): void {
    if (!this.#isPaused) this.#finish(undefined);
  }

  #listen(): void {
    this.#session.on("Debugger.scriptParsed", ({ params }) => {
      this.#scripts.set(params.scriptId, { url: params.url, sourceMapUrl: params.sourceMapURL ?? "" });
    });
    this.#session.once("Debugger.paused", ({ params }) => void this.#take(params.callFrames));
  }

  async #take(callFrames: readonly Debugger.CallFrame[]): Promise<void> {
    this.#isPaused = true;
    let frames: readonly CapturedFrame[] | undefined;
    try {
      if (this.#isBlocked()) frames = await this.#describeAll(callFrames.slice(0, maxFrames));
    } finally {
      this.#session.post("Debugger.resume");
      this.#finish(frames);
    }
  }

  #finish(frames: readonly CapturedFrame[] | undefined): void {
    this.#isFinished = true;
    this.#session.disconnect();
    this.#resolve(frames);
  }

  #describeAll(callFrames: readonly Debugger.CallFrame[]): Promise<CapturedFrame[]> {
    return Promise.all(callFrames.map((callFrame) => this.#describe(callFrame)));
  }

  async #describe(callFrame: Debugger.CallFrame): Promise<CapturedFrame> {
    const { scriptId, lineNumber, columnNumber } = callFrame.location;
    const { url, sourceMapUrl } = this.#scripts.get(scriptId) ?? { url: callFrame.url, sourceMapUrl: "" };
    return {
      functionName: callFrame.functionName,
      url,
      sourceMapUrl,
      line: lineNumber,
      column: columnNumber ?? 0,
      activity: url.startsWith("node:") ? undefined : await this.#activityOf(callFrame.callFrameId),
    };
  }

  #activityOf(callFrameId: string): Promise<Activity | undefined> {
    const query = { callFrameId, expression: describeThis, returnByValue: true, silent: true };
    return new Promise((resolve) => {
      this.#session.post("Debugger.evaluateOnCallFrame", query, (error: Error | null, answer: Answer) => {
        const isDescribed = error === null && answer.exceptionDetails === undefined;
        resolve(isDescribed ? activityFrom(answer.result.value) : undefined);
      });
    });
  }
}

function activityFrom(value: unknown): Activity | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { request, handler } = value as { request?: unknown; handler?: unknown };
  return {
    ...(typeof request === "string" && { request }),
    ...(typeof handler === "string" && { handler }),
  };
}
