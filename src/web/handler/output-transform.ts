import type { HTTPHeaders, HTTPServerRequest } from "../../http/httputil/index.ts";

/** A piece of a body on its way out; `undefined`: nothing. */
export type OutputChunk = string | Uint8Array | undefined;

/** The head of an answer, before it is sent. */
export interface OutputHead {
  /** The status code. */
  readonly status: number;
  /** The header fields, to be changed in place; `Content-Length` has to be right in the end. */
  readonly headers: HTTPHeaders;
}

/**
 * Changes an answer on its way out; one object for each. A promise holds the answer back until it resolves; calls never
 * overlap.
 * @see tornado.web.OutputTransform
 */
export interface OutputTransform {
  /**
   * @param head - with what the answer begins
   * @param chunk - the first piece of the body
   * @param isLast - whether it is the whole body
   */
  transformFirstChunk(
    head: OutputHead,
    chunk: OutputChunk,
    isLast: boolean,
  ): OutputChunk | Promise<OutputChunk>;
  /**
   * @param chunk - a later piece of the body
   * @param isLast - whether it is the last one
   */
  transformChunk(chunk: OutputChunk, isLast: boolean): OutputChunk | Promise<OutputChunk>;
}

/** Makes the transform of one request. */
export type OutputTransformClass = new (request: HTTPServerRequest) => OutputTransform;

/** The transforms of one answer, one after the other. */
export class TransformedOutput {
  readonly #transforms: readonly OutputTransform[];
  #isStarted = false;
  #pending: Promise<OutputChunk> | undefined;

  /**
   * @param classes - of the application, in order
   * @param request - that is answered
   */
  constructor(classes: readonly OutputTransformClass[], request: HTTPServerRequest) {
    this.#transforms = classes.map((transformClass) => new transformClass(request));
  }

  /** The next piece as it is to be sent; a promise only if a transform needs time, or a piece before has not come out. */
  next(head: OutputHead, chunk: OutputChunk, isLast: boolean): OutputChunk | Promise<OutputChunk> {
    const isFirst = !this.#isStarted;
    this.#isStarted = true;
    const run = (): OutputChunk | Promise<OutputChunk> => this.#run(head, chunk, { isFirst, isLast });
    const out = this.#pending === undefined ? run() : this.#pending.then(run);
    if (out instanceof Promise) this.#pending = out;
    return out;
  }

  #run(
    head: OutputHead,
    chunk: OutputChunk,
    { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
  ): OutputChunk | Promise<OutputChunk> {
    let out: OutputChunk | Promise<OutputChunk> = chunk;
    for (const transform of this.#transforms) {
      const step = (piece: OutputChunk) =>
        isFirst
          ? transform.transformFirstChunk(head, piece, isLast)
          : transform.transformChunk(piece, isLast);
      out = out instanceof Promise ? out.then(step) : step(out);
    }
    return out;
  }
}
