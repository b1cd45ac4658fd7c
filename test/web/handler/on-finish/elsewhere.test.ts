// onFinish() runs exactly once for every handler that was made, whatever becomes of its request.
import assert from "node:assert/strict";
import { after } from "node:test";
import { inject } from "typhoon/testing";
import { HTTPError, type RequestHandler } from "typhoon/web";
import { executor, nothing, Unblocked } from "../../../fixtures/web/ending.ts";
import { guardLog } from "../../../support/guard-log.ts";
import { openGate, reaches, sharedNumbers } from "../../../support/shared-memory.ts";
import {
  get,
  type Life,
  type Row,
  type Site,
  sending,
  testRows,
  upload,
  waiting,
} from "./ending-requests.ts";

guardLog();
after(() => executor.shutdown());

async function leaveUpload({ client }: Site, life: Life): Promise<void> {
  await client.send(upload);
  await life.entered.promise;
  client.close();
  await life.ended.promise;
}

let begun = sharedNumbers(3);
let gate = sharedNumbers();

/** What the handler on the worker is given. */
function inWorker(fails = false) {
  return {
    fails,
    get begun() {
      return begun;
    },
    get gate() {
      return gate;
    },
  };
}

/** A worker finds no class that a test makes. */
function onWorker(_: typeof RequestHandler, life: Life): typeof Unblocked {
  [begun, gate] = [sharedNumbers(3), sharedNumbers()];
  Unblocked.prototype.prepare = () => {};
  Unblocked.prototype.onFinish = () => life.end();
  return Unblocked;
}

async function letWork({ client }: Site, life: Life): Promise<void> {
  await client.send(get);
  await reaches(begun);
  openGate(gate);
  await life.ended.promise;
}

testRows({
  // Bodies that are taken while they arrive.
  ...Object.fromEntries(
    (["pushed", "pulled"] as const).flatMap((way): [string, Row][] => {
      const streaming = (Base: typeof RequestHandler, life: Life) =>
        class extends Base {
          static override streamRequestBody = true;
          override async post() {
            if (way === "pulled") for await (const _ of this.bodyStream()) life.entered.resolve();
          }
        };
      const pushed = (Base: typeof RequestHandler, life: Life) =>
        class extends streaming(Base, life) {
          override dataReceived() {
            life.entered.resolve();
          }
        };
      const of = way === "pulled" ? streaming : pushed;
      return [
        [`a ${way} body`, { handler: of, act: sending(`${upload}four`) }],
        [`a client that leaves during a ${way} body`, { handler: of, act: leaveUpload }],
        [
          `an error in prepare() before a ${way} body`,
          {
            handler: (Base, life) =>
              class extends of(Base, life) {
                override prepare() {
                  throw new HTTPError(403);
                }
              },
            act: sending(upload),
          },
        ],
        [
          `an answer in prepare() before a ${way} body`,
          {
            handler: (Base, life) =>
              class extends of(Base, life) {
                override prepare() {
                  this.finish("enough");
                }
              },
            act: sending(upload),
          },
        ],
        [
          `a ${way} body from another site`,
          { handler: of, settings: { xsrfCookies: true }, act: sending(upload), logs: [/403/] },
        ],
      ];
    }),
  ),
  "an error in dataReceived()": {
    handler: (Base) =>
      class extends Base {
        static override streamRequestBody = true;
        override dataReceived() {
          throw new HTTPError(400);
        }
      },
    act: sending(upload),
  },
  "a loop over the body that stops": {
    handler: (Base) =>
      class extends Base {
        static override streamRequestBody = true;
        override async post() {
          for await (const _ of this.bodyStream()) break;
          this.write("enough");
        }
      },
    act: sending(upload),
  },

  // Work on another thread.
  "a method on a worker": { handler: onWorker, kwargs: inWorker(), act: letWork },
  "a method on a worker that fails": {
    handler: onWorker,
    kwargs: inWorker(true),
    act: letWork,
    logs: [/Uncaught/],
  },
  "a client that leaves a method on a worker": {
    handler: onWorker,
    kwargs: inWorker(),
    act: async ({ client }, life) => {
      await client.send(get);
      await reaches(begun);
      client.close();
      await life.ended.promise;
      openGate(gate);
    },
  },
  "an answer that somebody else gives while a worker works for it": {
    handler: (Base, life) => {
      const Handler = onWorker(Base, life);
      Handler.prototype.prepare = function () {
        setImmediate(() => this.finish("before the worker"));
      };
      return Handler;
    },
    kwargs: inWorker(),
    act: async ({ client }, life) => {
      await client.send(get);
      await life.ended.promise;
      await reaches(begun);
      openGate(gate);
      await executor.submit(nothing);
      // What the worker says now is for nobody: it must not come as the answer of the next request.
      await client.send(get);
      const answers = await client.readResponses(2);
      assert.deepEqual(
        answers.map(({ body }) => body),
        ["before the worker", "before the worker"],
      );
    },
    ends: 2,
  },

  // Without a socket.
  "an injected request": {
    handler: (Base) => Base,
    act: async ({ application }) => {
      await inject(application, "/");
    },
  },
  "an injected request whose client leaves": {
    handler: waiting,
    act: async ({ application }, life) => {
      const leaving = new AbortController();
      const response = inject(application, { signal: leaving.signal });
      await life.entered.promise;
      leaving.abort(new Error("left"));
      await assert.rejects(response, /left/);
      life.gate.resolve();
      await life.done.promise;
    },
  },
  "a request of the Fetch standard": {
    handler: (Base) => Base,
    act: async ({ application }) => {
      await application.fetch(new Request("http://a/"));
    },
  },
});
