import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { Application, type ApplicationSettings, type RuleLike } from "typhoon/web";

/** What is asked beside the path. */
export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An answer, as Node's own client reads it. */
export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingMessage["headers"];
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** An application on a port of its own, until the test ends. */
export interface Site {
  readonly application: Application;
  readonly port: number;
  fetch(path: string, ask?: Ask): Promise<Answer>;
  /** Opens a socket and sends this head with an empty line after it. */
  open(head: string): Promise<Socket>;
}

/** Serves these rules on a free port of the loopback address. */
export async function serve(
  t: TestContext,
  rules: readonly RuleLike[],
  settings?: ApplicationSettings,
): Promise<Site> {
  return serveApplication(t, new Application(rules, settings));
}

/** The same with an application that is there already. */
export async function serveApplication(t: TestContext, application: Application): Promise<Site> {
  const server = await application.listen(0, "127.0.0.1");
  t.after(() => server.closeAllConnections());
  t.after(() => server.stop());
  const port = server.port ?? 0;
  return {
    application,
    port,
    fetch: (path, ask) => fetchFrom(port, path, ask),
    open: (head) => openTo(t, port, head),
  };
}

async function fetchFrom(port: number, path: string, ask: Ask = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body } = ask;
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  const outgoing = request({
    host: "127.0.0.1",
    port,
    path,
    method,
    headers: { ...length, ...headers },
    agent: false,
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? "",
    headers: response.headers,
    rawHeaders: response.rawHeaders,
    body: Buffer.concat(pieces).toString(),
  };
}

async function openTo(t: TestContext, port: number, head: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  t.after(() => socket.destroy());
  await once(socket, "connect");
  socket.write(`${head}\r\n\r\n`);
  return socket;
}
