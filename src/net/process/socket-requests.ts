import { getSystemErrorName } from "node:util";
import type { BindReply, ToSupervisor } from "./messages.ts";

/** What a forked process asks its supervisor for: sockets that it listens on together with the others. */
export class SocketRequests {
  readonly #tell: (message: ToSupervisor) => void;
  readonly #unanswered = new Map<number, (reply: BindReply, socket: unknown) => void>();
  readonly #ordinals = new Map<string | undefined, number>();
  #lastId = 0;

  /** @param tell - sends to the supervisor */
  constructor(tell: (message: ToSupervisor) => void) {
    this.#tell = tell;
  }

  /**
   * @param address - an IP address; `undefined`: every address of this machine
   * @returns what `listen` of a `net.Server` takes; `undefined` if the process is to bind by itself
   * @throws {Error} the system's, if the port cannot be bound
   */
  async bind(port: number, address: string | undefined): Promise<object | undefined> {
    const id = ++this.#lastId;
    const ordinal = this.#ordinals.get(address) ?? 0;
    if (port === 0) this.#ordinals.set(address, ordinal + 1);
    const [reply, socket] = await new Promise<[BindReply, unknown]>((resolve) => {
      this.#unanswered.set(id, (...answer) => resolve(answer));
      this.#tell({ bind: { id, port, ordinal, ...(address !== undefined && { address }) } });
    });
    if (reply.errno !== undefined) throw bindError(reply.errno, port, address);
    return isSocket(socket) ? this.#reportingClose(socket, id) : undefined;
  }

  /** The supervisor has answered. */
  settle(reply: BindReply, socket: unknown): void {
    this.#unanswered.get(reply.id)?.(reply, socket);
    this.#unanswered.delete(reply.id);
  }

  /** The supervisor keeps the socket open, and has to know when no process listens on it any more. */
  #reportingClose(socket: Closeable, id: number): Closeable {
    const { close } = socket;
    socket.close = (...args) => {
      this.#tell({ unbind: id });
      return close.apply(socket, args);
    };
    return socket;
  }
}

interface Closeable {
  close(...args: unknown[]): unknown;
}

function isSocket(value: unknown): value is Closeable {
  return typeof value === "object" && value !== null && "close" in value;
}

/** As Node makes it where the process binds by itself. */
function bindError(errno: number, port: number, address = "::"): Error {
  const code = getSystemErrorName(errno);
  const error = new Error(`listen ${code}: ${address}:${port}`);
  return Object.assign(error, { errno, code, syscall: "listen", address, port });
}
