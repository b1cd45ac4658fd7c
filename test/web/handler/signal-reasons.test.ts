import assert from "node:assert/strict";
import { test } from "node:test";
import { Future } from "typhoon/concurrent";
import { ClientClosedError, ServerShutdownError } from "typhoon/httputil";
import { Application, type ApplicationSettings, RequestHandler, RequestTimeoutError } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";

guardLog();

interface Row {
  readonly reason: new (...args: never[]) => Error;
  readonly settings?: ApplicationSettings;
  /** What is done while the handler waits. */
  readonly act?: (client: RawHTTPClient, closeServer: () => Promise<void>) => unknown;
  readonly log?: RegExp;
}

const rows: Readonly<Record<string, Row>> = {
  "its client leaves": { reason: ClientClosedError, act: (client) => client.close() },
  "its client ends its side": { reason: ClientClosedError, act: (client) => client.endSending() },
  "its time is over": { reason: RequestTimeoutError, settings: { requestTimeoutMs: 1 }, log: /^503/ },
  "its server closes": { reason: ServerShutdownError, act: (_, closeServer) => closeServer() },
};

for (const [name, { reason, settings, act, log }] of Object.entries(rows)) {
  for (const method of ["GET", "POST"]) {
    test(`request.signal of a ${method} is aborted with a ${reason.name} when ${name}`, async (t) => {
      const entered = new Future<void>();
      const told = new Future<unknown>();
      class Waiting extends RequestHandler {
        override async get() {
          const { signal } = this.request;
          const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve));
          entered.setResult();
          await aborted;
          told.setResult(signal.reason);
        }
        override post() {
          return this.get();
        }
      }
      class Streaming extends Waiting {
        static override streamRequestBody = true;
      }
      const handler = method === "POST" ? Streaming : Waiting;
      const server = await new Application([["/", handler]], { logFunction() {}, ...settings }).listen(
        0,
        "127.0.0.1",
      );
      t.after(() => server.stop());
      const client = await RawHTTPClient.connect(server.port ?? 0);
      await client.send(`${method} / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n`);
      await entered;

      await act?.(client, () => server.closeAllConnections());
      const why = await told;
      client.close();
      if (log !== undefined) await expectLog(log);

      assert.ok(why instanceof reason, String(why));
    });
  }
}
