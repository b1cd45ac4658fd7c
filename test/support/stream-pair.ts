import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { IOStream, type IOStreamOptions } from "typhoon/iostream";

/** Two ends of one connection over 127.0.0.1, closed with the test. */
export async function streamPair(
  t: TestContext,
  options: IOStreamOptions = {},
): Promise<{ readonly client: IOStream; readonly server: IOStream }> {
  const { near, far } = await socketPair(t);
  return { client: new IOStream(near, options), server: new IOStream(far, options) };
}

/** The same as Node's sockets. */
export async function socketPair(t: TestContext): Promise<{ readonly near: Socket; readonly far: Socket }> {
  const listener = createServer({ allowHalfOpen: true });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  const near = connect({ port: typeof address === "object" ? (address?.port ?? 0) : 0, host: "127.0.0.1" });
  const [[far]] = await Promise.all([
    once(listener, "connection") as Promise<[Socket]>,
    once(near, "connect"),
  ]);
  listener.close();
  t.after(() => {
    near.destroy();
    far.destroy();
  });
  return { near, far };
}
