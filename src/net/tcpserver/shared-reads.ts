import { Buffer } from "node:buffer";
import { type OnReadOpts, Socket, type SocketConstructorOpts } from "node:net";
import { loopRest } from "../../concurrent/internal.ts";

const readSize = 65_536;
/** What is read goes here: a read ends before the next one begins, of whatever socket of this thread. */
const readBuffer = Buffer.allocUnsafeSlow(readSize);

/** What `node:net` keeps in its sockets: no part of its documented interface, hence the checks below. */
interface HandledSocket extends Socket {
  _handle?: object | null;
  _server?: object | null;
}

/** The options with which `node:net` itself makes sockets, of accepted connections and with `onread`. */
interface HandleOptions extends SocketConstructorOpts {
  readonly handle: object;
  readonly onread: OnReadOpts;
}

/** Takes what the sockets read. */
export interface SharedReader {
  /** @returns whether to go on reading; the first `length` bytes are overwritten after that */
  receive(socket: Socket, bytes: Buffer, length: number): boolean;
}

/**
 * The same connection as another socket, all of whose reads go through one buffer.
 *
 * A socket allocates 64 KiB for each read, cuts that to what came, and leaves it to the garbage collector: for small
 * requests a sixth of all the time that `node:net` takes. Its option `onread` avoids that, but is for sockets that
 * connect; `node:http` has a buffer of its own. So an accepted socket gives its handle to one that has the option.
 *
 * @param accepted - just accepted: nobody has listened to it, and it is nobody's afterwards
 * @param onread - made by {@link sharedReads}, once for many sockets; everything else about the socket stays the same
 * @returns `accepted` itself, which emits "data", if it speaks TLS or is not what this knows how to take over
 */
export function withSharedReads(accepted: Socket, onread: OnReadOpts): Socket {
  const old: HandledSocket = accepted;
  const handle = old._handle;
  if (!isFresh(accepted) || !isReader(handle)) return accepted;
  const options: HandleOptions = {
    handle,
    allowHalfOpen: accepted.allowHalfOpen,
    onread,
  };
  const socket: HandledSocket = new Socket(options);
  // The listener counts its connections.
  socket._server = old._server ?? null;
  old._server = null;
  old._handle = null;
  return socket;
}

/** How sockets have to be read so that `reader` gets what would come as "data". */
export function sharedReads(reader: SharedReader): OnReadOpts {
  return {
    buffer: readBuffer,
    callback(this: Socket, length: number, bytes: Buffer) {
      if (loopRest.isOn) loopRest.end();
      return reader.receive(this, bytes, length);
    },
  };
}

function isFresh(socket: Socket): boolean {
  return Object.getPrototypeOf(socket) === Socket.prototype && !socket.destroyed && socket.bytesRead === 0;
}

function isReader(handle: object | null | undefined): handle is object {
  return handle !== null && handle !== undefined && "useUserBuffer" in handle;
}
