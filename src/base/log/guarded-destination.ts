import { readOr, readText } from "../errors/internal.ts";
import { DroppedLines } from "./dropped-lines.ts";
import type { LogDestination } from "./log-destination.ts";

/** In bytes, of a stream that takes more than it can hand on. */
const mostWaiting = 1_048_576;

/**
 * A destination of the application's, whose failures are not those of the code that logs: what it throws, rejects with or
 * emits as `error` drops a line, and the lines that were dropped are counted in one of their own.
 */
export class GuardedDestination implements LogDestination {
  readonly destination: LogDestination;
  readonly #dropped = new DroppedLines("the destination");
  readonly #onError = (error: unknown) => this.#dropped.add(readText(() => error));

  constructor(destination: LogDestination) {
    this.destination = destination;
    callMethod(destination, "on", "error", this.#onError);
  }

  write(line: string): void {
    if (waitingIn(this.destination) > mostWaiting) return this.#dropped.add("it holds too much already");
    const { count } = this.#dropped;
    if (count > 0) {
      // The failure counts for the line, too.
      if (!this.#send(this.#dropped.notice())) return;
      this.#dropped.subtract(count);
    }
    this.#send(line);
  }

  /** Before another destination takes its place. */
  release(): void {
    callMethod(this.destination, "off", "error", this.#onError);
  }

  #send(line: string): boolean {
    try {
      const outcome: unknown = this.destination.write(line);
      if (outcome instanceof Promise) outcome.catch(this.#onError);
      return true;
    } catch (error) {
      this.#onError(error);
      return false;
    }
  }
}

function callMethod(destination: object, name: "on" | "off", ...args: readonly unknown[]): void {
  readOr(() => {
    const method: unknown = Reflect.get(destination, name);
    if (typeof method === "function") method.apply(destination, args);
  });
}

/** Of a stream: what it has not handed on yet. */
function waitingIn(destination: object): number {
  const waiting = readOr(() => Reflect.get(destination, "writableLength") as unknown);
  return typeof waiting === "number" ? waiting : 0;
}
