import net from "node:net";
import { constants } from "node:os";
import type { BindRequest } from "./messages.ts";

/** A socket that is bound, as Node's own `node:cluster` passes it on. */
export interface BoundSocket {
  close(): void;
}

/** What came of a request: the socket, or the system's error as a negative number; neither: this Node cannot do it. */
export interface BindResult {
  readonly socket?: BoundSocket;
  readonly errno?: number;
}

interface HeldSocket {
  readonly socket: BoundSocket;
  readonly users: Map<object, number>;
}

/**
 * The sockets that forked processes listen on. The supervisor binds them and keeps them open: while a process is started
 * again, also when it is the only one, the system queues the clients that connect. Each process accepts by itself.
 */
export class HeldSockets {
  readonly #held = new Map<string, HeldSocket>();

  /**
   * @param user - the process that asks
   * @param request - where it wants to listen
   */
  bind(user: object, request: BindRequest): BindResult {
    const key = keyOf(request);
    const held = this.#held.get(key);
    if (held !== undefined) {
      held.users.set(user, request.id);
      return held;
    }
    const result = bindSocket(request.port, request.address);
    if (result.socket !== undefined) {
      this.#held.set(key, { socket: result.socket, users: new Map([[user, request.id]]) });
    }
    return result;
  }

  /** A process listens there no more. @param id - of its request; default: of all of them */
  release(user: object, id?: number): void {
    for (const [key, { socket, users }] of this.#held) {
      if (!users.has(user) || (id !== undefined && users.get(user) !== id)) continue;
      users.delete(user);
      if (users.size > 0) continue;
      this.#held.delete(key);
      socket.close();
    }
  }

  /** A process is gone, and another one will listen in its place. */
  forget(user: object): void {
    for (const { users } of this.#held.values()) users.delete(user);
  }

  /** Nobody listens any more. */
  close(): void {
    for (const { socket } of this.#held.values()) socket.close();
    this.#held.clear();
  }
}

/** Each process gets the same port where the system chooses it: the first with the first, and so on. */
function keyOf({ port, address, ordinal }: BindRequest): string {
  return JSON.stringify([address, port, port === 0 ? ordinal : 0]);
}

/** Node has no documented way to bind without listening; `node:cluster` has this one. */
function bindSocket(port: number, address: string | undefined): BindResult {
  const createServerHandle: unknown = Reflect.get(net, "_createServerHandle");
  if (typeof createServerHandle !== "function") return {};
  const family = address === undefined ? 4 : net.isIP(address);
  const bound: unknown = createServerHandle(address ?? null, port, family);
  if (typeof bound === "number") return { errno: bound };
  if (!isBoundSocket(bound)) return {};
  if (port === 0 || portOf(bound) === port) return { socket: bound };
  // That another program has the port is told only by listening, and then any other one is taken.
  bound.close();
  return { errno: addressInUse };
}

const addressInUse = -constants.errno.EADDRINUSE;

function isBoundSocket(value: unknown): value is BoundSocket {
  return typeof value === "object" && value !== null && "close" in value && "getsockname" in value;
}

function portOf(socket: BoundSocket): number | undefined {
  const name: { port?: number } = {};
  const read: unknown = Reflect.get(socket, "getsockname");
  if (typeof read === "function") read.call(socket, name);
  return name.port;
}
