import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";

/** One connection to a {@link RawServer}. */
export interface RawConnection {
  readonly socket: Socket;
  /** Counts from 0. */
  readonly index: number;
  /** Everything that has come and was not read yet, up to and including `text`; fails when the client leaves first. */
  readUntil(text: string): Promise<string>;
  /** Sends bytes, as latin-1. */
  send(bytes: string | Buffer): void;
  /** Resolves when the client has closed the connection. */
  readonly closed: Promise<void>;
}

/** A server that sends exactly the bytes that a test says, and parses nothing. */
export interface RawServer {
  readonly url: string;
  readonly port: number;
  /** How many connections were made to it. */
  readonly connections: number;
}

/** Starts a server on a free port of 127.0.0.1; it is closed with the test. `answer` may fail when the client leaves. */
export async function rawServer(
  t: TestContext,
  answer: (connection: RawConnection) => Promise<void> | void,
): Promise<RawServer> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const connection = rawConnection(socket, connections++);
    Promise.resolve(answer(connection)).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    get connections() {
      return connections;
    },
  };
}

function rawConnection(socket: Socket, index: number): RawConnection {
  let received = "";
  let isOver = false;
  let wake = () => {};
  socket.on("data", (chunk: Buffer) => {
    received += chunk.toString("latin1");
    wake();
  });
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => {
    socket.on("close", () => {
      isOver = true;
      wake();
      resolve();
    });
  });
  const readUntil = async (text: string) => {
    while (!received.includes(text)) {
      if (isOver) throw new Error(`The client closed before ${JSON.stringify(text)}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const end = received.indexOf(text) + text.length;
    const taken = received.slice(0, end);
    received = received.slice(end);
    return taken;
  };
  const send = (bytes: string | Buffer) =>
    void socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  return { socket, index, readUntil, send, closed };
}
