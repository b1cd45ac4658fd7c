import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Application,
  type ApplicationSettings,
  type OutputChunk,
  type OutputTransform,
  type OutputTransformClass,
  RequestHandler,
} from "typhoon/web";
import { expectLog } from "../../../support/guard-log.ts";
import { RawHTTPClient } from "../../../support/raw-http-client.ts";

/** What a client sends. */
export const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/** Half of what it announces. */
export const upload = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nfour";

/** Something that happens once. */
export class Moment {
  readonly promise: Promise<void>;
  resolve: () => void = () => {};

  constructor() {
    this.promise = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }
}

/** What the handlers of one row tell of themselves. */
export class Life {
  ends = 0;
  /** A handler waits. */
  readonly entered = new Moment();
  /** It need not wait any more. */
  readonly gate = new Moment();
  /** It has done all that it wanted. */
  readonly done = new Moment();
  readonly ended = new Moment();

  async wait(): Promise<void> {
    this.entered.resolve();
    await this.gate.promise;
  }

  end(): void {
    this.ends++;
    this.ended.resolve();
  }
}

/** A class of handlers that tells `life` when it ends. */
function counting(life: Life): typeof RequestHandler {
  return class extends RequestHandler {
    override onFinish(): void | Promise<void> {
      life.end();
    }
  };
}

/** What becomes of a request, and how often its handler ends. */
export interface Row {
  readonly handler: (Base: typeof RequestHandler, life: Life) => typeof RequestHandler;
  readonly kwargs?: object;
  readonly settings?: ApplicationSettings;
  readonly transform?: OutputTransformClass;
  /** What the client does. Default: it sends a GET, and waits until the handler has ended. */
  readonly act?: Act;
  /** What is logged at level warning or above. */
  readonly logs?: readonly RegExp[];
  /** How often. Default: once. */
  readonly ends?: number;
}

type Act = (site: Site, life: Life) => Promise<void>;

/** What a client needs. */
export interface Site {
  readonly application: Application;
  readonly client: RawHTTPClient;
  closeAllConnections(): Promise<void>;
}

/** Sends a request, and waits until its handler has ended. */
export function sending(bytes: string): Act {
  return async ({ client }, life) => {
    await client.send(bytes);
    await life.ended.promise;
  };
}

/** One test for each row. */
export function testRows(rows: Readonly<Record<string, Row>>): void {
  for (const [name, row] of Object.entries(rows)) {
    test(`onFinish() runs exactly once for each handler: ${name}`, () => live(row));
  }
}

/** Lives one row, and counts. */
async function live(row: Row): Promise<void> {
  const life = new Life();
  const handler = row.handler(counting(life), life);
  const application = new Application([["/", handler, row.kwargs]], {
    logFunction: () => {},
    ...row.settings,
  });
  if (row.transform !== undefined) application.addTransform(row.transform);
  const server = await application.listen(0, "127.0.0.1");
  const client = await RawHTTPClient.connect(server.port ?? 0);
  const closeAllConnections = () => server.closeAllConnections();

  const { act = sending(get) } = row;
  await act({ application, client, closeAllConnections }, life);

  client.close();
  server.stop();
  await server.closeAllConnections();
  for (const pattern of row.logs ?? []) await expectLog(pattern);
  // What would end it once more is on its way by now.
  await new Promise(setImmediate);
  assert.equal(life.ends, row.ends ?? 1);
}

/** Waits for its life, then writes. */
export const waiting: Row["handler"] = (Base: typeof RequestHandler, life: Life) =>
  class extends Base {
    override async get() {
      await life.wait();
      // It may throw.
      setImmediate(life.done.resolve);
      this.write("late");
    }
  };

export /** A transform that waits, or fails. */
function transforming(transform: () => OutputChunk | Promise<OutputChunk>): OutputTransformClass {
  return class implements OutputTransform {
    transformFirstChunk() {
      return transform();
    }
    transformChunk() {
      return transform();
    }
  };
}

/** What goes wrong. */
export function throwing(): never {
  throw new RangeError("own error");
}
