import type { Socket } from "node:net";

/** What happens on a socket, for whoever owns it. */
export interface SocketEvents {
  receive(chunk: Buffer): void;
  /** The peer will send nothing more. */
  peerEnded(): void;
  /** Everything written has been sent. */
  drained(): void;
  /** Nothing happens after this; `cause` is the error that closed it, if one did. */
  socketClosed(cause: Error | undefined): void;
}

/**
 * Sends what happens on a socket to `events`.
 *
 * @returns a function that stops it, and leaves the socket to somebody else
 */
export function followSocket(socket: Socket, events: SocketEvents): () => void {
  let cause: Error | undefined;
  const onData = (chunk: Buffer) => events.receive(chunk);
  const onEnd = () => events.peerEnded();
  const onDrain = () => events.drained();
  const onError = (error: Error) => {
    cause = error;
  };
  const onClose = () => events.socketClosed(cause);
  socket.on("data", onData).on("end", onEnd).on("drain", onDrain).on("error", onError).on("close", onClose);
  return () => {
    socket
      .off("data", onData)
      .off("end", onEnd)
      .off("drain", onDrain)
      .off("error", onError)
      .off("close", onClose);
  };
}
