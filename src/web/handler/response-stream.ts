import { setImmediate } from "node:timers/promises";
import { offAbort, onAbort } from "../../concurrent/internal.ts";
import { abortSourceOf } from "../../http/httputil/internal.ts";
import { type RequestHandler, responseOf } from "./request-handler.ts";
import { writeYielded } from "./returned-body.ts";

/** A client that reads fast never makes a stream wait: after so many values the loop gets a turn all the same. */
const valuesPerTurn = 32;

/**
 * Sends values as they come, with backpressure; `undefined` sends what was written meanwhile. The response is left open.
 *
 * The iterator is returned early when the client leaves, the time is over, or the response is finished otherwise; for a
 * HEAD after the first value, which is when its header is known.
 *
 * @returns rejects with what the iterator throws, and with the error of a value that no response can hold
 */
export async function sendStream(handler: RequestHandler, values: AsyncIterable<unknown>): Promise<void> {
  const stream = new ResponseStream(handler, values[Symbol.asyncIterator]());
  const source = abortSourceOf(handler.request);
  onAbort(source, stream.stop);
  try {
    await stream.send();
  } finally {
    offAbort(source, stream.stop);
  }
}

class ResponseStream {
  readonly #handler: RequestHandler;
  readonly #iterator: AsyncIterator<unknown>;
  #ending: Promise<void> | undefined;

  constructor(handler: RequestHandler, iterator: AsyncIterator<unknown>) {
    this.#handler = handler;
    this.#iterator = iterator;
  }

  /** Ends the iterator; one that is waiting ends when it is done with that. */
  readonly stop = (): void => {
    this.#end().catch(() => {});
  };

  async send(): Promise<void> {
    try {
      await this.#sendAll();
    } catch (error) {
      // The first error counts, as in a `for await` loop; that nobody reads the response is none.
      if (this.#isUnwanted) await this.#end();
      else await this.#end().catch(() => {});
      throw error;
    }
    await this.#end();
  }

  async #sendAll(): Promise<void> {
    for (let count = 1; !this.#isUnwanted; count++) {
      const { done, value } = await this.#iterator.next();
      if (done) this.#ending = Promise.resolve();
      if (done || this.#isUnwanted) return;
      if (value !== undefined) writeYielded(this.#handler, value);
      await this.#handler.flush();
      if (this.#handler.request.method === "HEAD") return;
      if (count % valuesPerTurn === 0) await setImmediate();
    }
  }

  /** The client may have left meanwhile, or the handler was answered for. */
  get #isUnwanted(): boolean {
    const { clientClosed, finished } = responseOf(this.#handler);
    return clientClosed || finished;
  }

  /** Once; does nothing to an iterator that has ended by itself. */
  #end(): Promise<void> {
    this.#ending ??= this.#return();
    return this.#ending;
  }

  async #return(): Promise<void> {
    await this.#iterator.return?.();
  }
}
