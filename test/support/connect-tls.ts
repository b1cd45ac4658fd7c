import { once } from "node:events";
import type { TestContext } from "node:test";
import { type ConnectionOptions, connect } from "node:tls";
import { authority } from "./certificates.ts";
import { RawHTTPClient } from "./raw-http-client.ts";

/** Connects to a port of 127.0.0.1 by TLS, trusting the authority of the tests; closed with the test. */
export async function connectTls(
  t: TestContext,
  port: number,
  options: ConnectionOptions = {},
): Promise<RawHTTPClient & { readonly tls: ReturnType<typeof connect> }> {
  const tls = connect({ port, host: "127.0.0.1", ca: authority, ...options });
  await once(tls, "secureConnect");
  const client = Object.assign(new RawHTTPClient(tls), { tls });
  t.after(() => client.close());
  return client;
}
