import { CallableAdapter } from "#typhoon/http/httpserver/internal.js";
import { serveInMemory } from "../../../support/serve-in-memory.ts";
import { answer } from "../../../support/with-server.ts";
import type { GrowingInput } from "./growing-inputs.ts";

const connect = serveInMemory(new CallableAdapter((request) => answer(request, "")), {
  maxHeaderSize: 200_000,
});

/** Makes an input of that size ready; the function that is returned delivers it, for whoever wants to know the cost. */
export function prepare({ bytes, isByteByByte }: GrowingInput, size: number): () => void {
  const buffer = Buffer.from(bytes(size), "latin1");
  const step = isByteByByte ? 1 : buffer.length;
  const socket = connect();
  return () => {
    for (let i = 0; i < buffer.length; i += step) socket.deliver(buffer.subarray(i, i + step));
    socket.destroy();
  };
}
