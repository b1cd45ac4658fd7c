import type { Socket } from "node:net";

/**
 * Makes a socket deliver its bytes cut at exactly these positions, counted from the first byte of the connection.
 *
 * The bytes still come over the network; only the border of the pieces is ours, so that no test depends on packets.
 */
export function splitInput(socket: Socket, cuts: readonly number[]): void {
  const emit = socket.emit.bind(socket);
  let received = 0;
  socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    const [chunk] = args;
    if (event !== "data" || !Buffer.isBuffer(chunk)) return emit(event, ...args);
    const first = received;
    received += chunk.length;
    const inside = cuts.map((cut) => cut - first).filter((cut) => cut > 0 && cut < chunk.length);
    let start = 0;
    for (const end of [...inside, chunk.length]) {
      emit("data", chunk.subarray(start, end));
      start = end;
    }
    return true;
  };
}
