import { once } from "node:events";
import { createServer, type IncomingMessage, request as requestOverHttp } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { fetchFrom, nodeListener } from "typhoon/faces";
import { HTTPServer } from "typhoon/httpserver";
import type { HTTPServerConnectionDelegate } from "typhoon/httputil";
import { inject } from "typhoon/testing";

/** A request that every face can send. */
export interface FaceRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** What of an answer is the application's, whoever brings it. */
export interface FaceAnswer {
  readonly status: number;
  readonly reason: string;
  /** Names in lower case, sorted, without those of one connection; repeated ones joined, `Set-Cookie` apart. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Sends a request to the application by one of the ways in. */
export type Face = (request: FaceRequest) => Promise<FaceAnswer>;

/** The four ways into an application, each ready to be asked; closed with the test. */
export async function fourFaces(
  t: TestContext,
  application: HTTPServerConnectionDelegate,
): Promise<Readonly<Record<string, Face>>> {
  const server = new HTTPServer(application);
  await server.listen(0, "127.0.0.1");
  t.after(() => server.drain());
  const nodeServer = createServer(nodeListener(application)).listen(0, "127.0.0.1");
  await once(nodeServer, "listening");
  t.after(() => nodeServer.close());
  const nodePort = (nodeServer.address() as AddressInfo).port;
  return {
    "the server": (request) => askPort(server.port ?? 0, request),
    "app.fetch": (request) => askFetch(application, request),
    "the listener of node:http": (request) => askPort(nodePort, request),
    inject: (request) => askInjected(application, request),
  };
}

async function askPort(
  port: number,
  { method = "GET", path, headers, body }: FaceRequest,
): Promise<FaceAnswer> {
  const length = body === undefined ? {} : { "Content-Length": String(body.length) };
  const outgoing = requestOverHttp({
    host: "127.0.0.1",
    port,
    path,
    method,
    headers: { Host: "example.com", ...length, ...headers },
    agent: false,
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  const { rawHeaders, statusCode = 0, statusMessage = "" } = response;
  const pairs: [string, string][] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) pairs.push([rawHeaders[i] ?? "", rawHeaders[i + 1] ?? ""]);
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return answerOf(statusCode, statusMessage, pairs, Buffer.concat(pieces).toString("latin1"));
}

async function askFetch(
  application: HTTPServerConnectionDelegate,
  { method = "GET", path, headers = {}, body }: FaceRequest,
): Promise<FaceAnswer> {
  const init = { method, headers, redirect: "manual", ...(body !== undefined && { body }) } as const;
  const response = await fetchFrom(application, new Request(`http://example.com${path}`, init));
  const bytes = Buffer.from(await response.arrayBuffer());
  return answerOf(response.status, response.statusText, response.headers, bytes.toString("latin1"));
}

async function askInjected(
  application: HTTPServerConnectionDelegate,
  { headers = {}, ...request }: FaceRequest,
): Promise<FaceAnswer> {
  const response = await inject(application, { ...request, headers: { Host: "example.com", ...headers } });
  const bytes = await response.bytes();
  return answerOf(response.status, response.reason, response.headers, bytes.toString("latin1"));
}

const ofConnection = new Set(["connection", "date", "keep-alive", "transfer-encoding"]);

function answerOf(
  status: number,
  reason: string,
  fields: Iterable<readonly [string, string]>,
  body: string,
): FaceAnswer {
  const joined = new Headers();
  for (const [name, value] of fields) if (!ofConnection.has(name.toLowerCase())) joined.append(name, value);
  return { status, reason, headers: [...joined], body };
}
