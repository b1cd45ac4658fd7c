import type { Socket } from "node:net";

/**
 * Has a paused socket flow as a new one does: with its first `data` listener. Node leaves one paused that was paused by
 * hand, so a protocol that its new owner speaks would never get a byte.
 */
export function flowWhenHeard(socket: Socket): void {
  const listen = (event: string | symbol): void => {
    if (event !== "data") return;
    socket.off("newListener", listen);
    socket.resume();
  };
  socket.on("newListener", listen);
}
