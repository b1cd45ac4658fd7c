import type { Socket } from "node:net";
import { loopRest } from "../../concurrent/internal.ts";
import type { SharedReader } from "../../net/tcpserver/internal.ts";

/** What happens on a socket, for whoever owns it. */
export interface SocketEvents {
  receive(chunk: Buffer): void;
  /** As `receive`, of bytes that are overwritten when it has returned. */
  receiveShared(bytes: Buffer, length: number): void;
  /** The peer will send nothing more. */
  peerEnded(): void;
  /** Everything written has been sent. */
  drained(): void;
  /** Nothing happens after this; `cause` is the error that closed it, if one did. */
  socketClosed(cause: Error | undefined): void;
}

/** Where a socket has whoever follows it: so all sockets share five listeners, instead of having five each. */
const follower = Symbol("follower");

interface FollowedSocket extends Socket {
  [follower]?: SocketEvents | undefined;
}

/** Sends what happens on a socket to `events`. */
export function followSocket(socket: Socket, events: SocketEvents): void {
  const followed: FollowedSocket = socket;
  followed[follower] = events;
  socket.on("data", onData).on("end", onEnd).on("drain", onDrain).on("error", onError).on("close", onClose);
}

/** Stops that, and leaves the socket to somebody else. */
export function unfollowSocket(socket: Socket): void {
  const followed: FollowedSocket = socket;
  followed[follower] = undefined;
  socket
    .off("data", onData)
    .off("end", onEnd)
    .off("drain", onDrain)
    .off("error", onError)
    .off("close", onClose);
}

/** Of sockets that read into a shared buffer: what comes instead of "data", as long as somebody follows them. */
export const sharedReader: SharedReader = {
  receive(socket: FollowedSocket, bytes, length) {
    const events = socket[follower];
    if (events === undefined) return socket.push(Buffer.from(bytes.subarray(0, length)));
    events.receiveShared(bytes, length);
    return true;
  },
};

function onData(this: FollowedSocket, chunk: Buffer): void {
  if (loopRest.isOn) loopRest.end();
  this[follower]?.receive(chunk);
}

function onEnd(this: FollowedSocket): void {
  this[follower]?.peerEnded();
}

function onDrain(this: FollowedSocket): void {
  this[follower]?.drained();
}

/** "close" comes next, and the socket remembers the error. */
function onError(): void {}

function onClose(this: FollowedSocket): void {
  this[follower]?.socketClosed(this.errored ?? undefined);
}
