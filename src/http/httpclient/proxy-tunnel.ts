import { type IncomingMessage, request } from "node:http";
import { isIP, type Socket } from "node:net";
import { basicCredentials } from "./basic-auth.ts";
import type { ConnectionSettings, ProxySettings } from "./connection-settings.ts";
import { answerChallenge } from "./digest-auth.ts";
import { HTTPConnectError } from "./errors.ts";

/** What a proxy said, and the connection on which it did. */
interface ProxyAnswer {
  readonly message: IncomingMessage;
  readonly socket: Socket;
}

/**
 * Asks a proxy for a tunnel (RFC 9110 §9.3.6).
 *
 * @returns the socket, on which everything now goes to the server
 * @throws {HTTPConnectError} `ERR_HTTP_PROXY` if the proxy makes none
 */
export async function openTunnel(
  socket: Socket,
  { host, port }: ConnectionSettings,
  proxy: ProxySettings,
  signal: AbortSignal,
): Promise<Socket> {
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const { username } = proxy;
  const basic =
    username === undefined || proxy.isDigest ? undefined : basicCredentials(username, proxy.password);
  let answer = await ask(socket, target, basic, signal);
  if (answer.message.statusCode === 407 && username !== undefined && proxy.isDigest) {
    const challenge = answer.message.headers["proxy-authenticate"]?.toString();
    const credentials = { username, password: proxy.password, method: "CONNECT", uri: target };
    const digest = answerChallenge(challenge, credentials);
    if (digest !== undefined) answer = await ask(answer.socket, target, digest, signal);
  }
  const { statusCode, statusMessage } = answer.message;
  if (statusCode === 200) return answer.socket;
  answer.socket.destroy();
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
