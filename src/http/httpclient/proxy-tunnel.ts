import { type IncomingMessage, request } from "node:http";
import { isIP, type Socket } from "node:net";
import { basicCredentials } from "./basic-auth.ts";
import type { ConnectionSettings, ProxySettings } from "./connection-settings.ts";
import { answerChallenge } from "./digest-auth.ts";
import { HTTPConnectError } from "./errors.ts";
import { ResponseFilter } from "./response-filter.ts";

/** Of a proxy's answer, in bytes: Node's own limit. */
const maxHeadSize = 16_384;

/** What a proxy said, and the connection on which it did. */
interface ProxyAnswer {
  readonly message: IncomingMessage;
  readonly socket: Socket;
}

/**
 * Asks a proxy for a tunnel (RFC 9110 §9.3.6).
 *
 * @param connect - makes a connection to the proxy; a second one, if the proxy asks for credentials first
 * @param signal - gives the attempt up, with its reason
 * @returns the socket, on which everything now goes to the server
 * @throws {HTTPConnectError} `ERR_HTTP_PROXY` if the proxy makes none
 */
export async function openTunnel(
  connect: () => Promise<Socket>,
  { host, port }: ConnectionSettings,
  proxy: ProxySettings,
  signal: AbortSignal,
): Promise<Socket> {
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const first = await ask(await connect(), target, basicOf(proxy), signal);
  const digest = digestOf(first.message, target, proxy);
  if (digest === undefined) return tunnelOf(first, target, proxy);
  first.socket.destroy();
  return tunnelOf(await ask(await connect(), target, digest, signal), target, proxy);
}

function basicOf({ username, password, isDigest }: ProxySettings): string | undefined {
  return username === undefined || isDigest ? undefined : basicCredentials(username, password);
}

function digestOf(
  { statusCode, headers }: IncomingMessage,
  uri: string,
  proxy: ProxySettings,
): string | undefined {
  const { username, password, isDigest } = proxy;
  if (statusCode !== 407 || username === undefined || !isDigest) return undefined;
  const challenges = headers["proxy-authenticate"]?.toString();
  return answerChallenge(challenges, { username, password, method: "CONNECT", uri });
}

function tunnelOf({ message, socket }: ProxyAnswer, target: string, proxy: ProxySettings): Socket {
  const { statusCode, statusMessage } = message;
  // RFC 9110 §9.3.6: any 2xx.
  if (statusCode !== undefined && statusCode >= 200 && statusCode < 300) return socket;
  socket.destroy();
  throw new HTTPConnectError(
    `The proxy ${proxy.host} makes no tunnel to ${target}: ${statusCode} ${statusMessage}`,
    "ERR_HTTP_PROXY",
  );
}

function ask(
  socket: Socket,
  target: string,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<ProxyAnswer> {
  return new Promise((resolve, reject) => {
    new ResponseFilter(socket, maxHeadSize).expect("CONNECT");
    const asking = request({
      method: "CONNECT",
      path: target,
      headers: { Host: target, ...(authorization !== undefined && { "Proxy-Authorization": authorization }) },
      createConnection: () => socket,
      signal,
    });
    asking.on("connect", (message, _socket, head) => {
      if (head.length > 0) socket.unshift(head);
      resolve({ message, socket });
    });
    asking.on("error", (error) => {
      socket.destroy();
      const reason = `The proxy closed the connection instead of making a tunnel (${error.message})`;
      reject(
        signal.aborted ? signal.reason : new HTTPConnectError(reason, "ERR_HTTP_PROXY", { cause: error }),
      );
    });
    asking.end();
  });
}
