import type { TestContext } from "node:test";
import { HTTPServer, type HTTPServerOptions, type RequestCallback } from "typhoon/httpserver";
import { HTTPHeaders, type HTTPServerConnectionDelegate, type HTTPServerRequest } from "typhoon/httputil";
import { RawHTTPClient } from "./raw-http-client.ts";

/** A server that a test started; it ends with the test. */
export interface RunningServer {
  readonly server: HTTPServer;
  readonly port: number;
  /** Opens a raw connection, closed with the test. */
  connect(): Promise<RawHTTPClient>;
}

/** Starts a server on a free port of 127.0.0.1 until the test ends. */
export async function withServer(
  t: TestContext,
  requestCallback: HTTPServerConnectionDelegate | RequestCallback,
  options: HTTPServerOptions = {},
): Promise<RunningServer> {
  const server = new HTTPServer(requestCallback, options);
  await server.listen(0, "127.0.0.1");
  const clients: RawHTTPClient[] = [];
  t.after(async () => {
    for (const client of clients) client.close();
    server.stop();
    await server.closeAllConnections();
  });
  const port = server.port ?? 0;
  return {
    server,
    port,
    async connect() {
      const client = await RawHTTPClient.connect(port);
      clients.push(client);
      return client;
    },
  };
}

/** Answers with a whole body, as the framework does. */
export function answer(
  { connection }: HTTPServerRequest,
  body: string | Buffer,
  fields: Readonly<Record<string, string>> = {},
): void {
  const headers = new HTTPHeaders({ "Content-Length": String(Buffer.byteLength(body)), ...fields });
  connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, headers, body);
  connection.finish();
}

/** Answers with what was understood of the request: its method, target and body, byte for byte. */
export function echo(request: HTTPServerRequest): void {
  const seen = `${request.method} ${request.uri} ${request.body.toString("latin1")}`;
  answer(request, Buffer.from(seen, "latin1"));
}
