import type { FromThread, OutputMessage } from "../task.ts";

/**
 * Lets what this thread prints travel on the way of its results, so that it stands before what the application prints
 * when it has the result. Node's own way is another one, which nobody's order holds for.
 */
export function forwardOutput(send: (message: FromThread) => void): void {
  for (const stream of ["stdout", "stderr"] as const) {
    const target = process[stream];
    target._write = (chunk: string | Uint8Array, encoding, done) => {
      send({ type: "output", stream, ...travelling(chunk, encoding) });
      done();
    };
    // Or it would be preferred for several chunks.
    Reflect.set(target, "_writev", null);
  }
}

function travelling(
  chunk: string | Uint8Array,
  encoding: BufferEncoding,
): Pick<OutputMessage, "chunk" | "encoding"> {
  // A copy: a small Buffer would take its whole pool along.
  return typeof chunk === "string" ? { chunk, encoding } : { chunk: new Uint8Array(chunk) };
}
