// onFinish() runs exactly once for every handler that was made, whatever becomes of its request.
import assert from "node:assert/strict";
import { type ApplicationSettings, asynchronous } from "typhoon/web";
import { guardLog } from "../../../support/guard-log.ts";
import {
  get,
  type Life,
  Moment,
  type Site,
  testRows,
  throwing,
  transforming,
  upload,
  waiting,
} from "./ending-requests.ts";

guardLog();

/** The client leaves while the handler waits, which then goes on. */
async function leave({ client }: Site, life: Life): Promise<void> {
  await client.send(get);
  await life.entered.promise;
  client.close();
  await life.ended.promise;
  life.gate.resolve();
  await life.done.promise;
}

/** The time is over while the handler waits, which then goes on. */
async function outlast({ client }: Site, life: Life): Promise<void> {
  await client.send(get);
  await life.ended.promise;
  life.gate.resolve();
  await life.done.promise;
}

const soon: ApplicationSettings = { requestTimeoutMs: 1 };

const letGo = new Moment();
const late = new Moment();

testRows({
  // Clients that leave.
  "a client that leaves before its body has come": {
    handler: (Base) => Base,
    act: async ({ client, closeAllConnections }) => {
      await client.send(upload);
      client.close();
      await closeAllConnections();
    },
    ends: 0,
  },
  "a client that leaves during prepare()": {
    handler: (Base, life) =>
      class extends Base {
        override async prepare() {
          await life.wait();
        }
        override get() {
          this.write("late");
          setImmediate(life.done.resolve);
        }
      },
    act: leave,
  },
  "a client that leaves during the method": { handler: waiting, act: leave },
  "a client that leaves a handler that fails afterwards": {
    handler: (Base, life) =>
      class extends Base {
        override async get() {
          await life.wait();
          setImmediate(life.done.resolve);
          throwing();
        }
      },
    act: leave,
    logs: [/Uncaught/],
  },
  "a client that leaves a handler that says what no answer may say": {
    handler: (Base, life) =>
      class extends Base {
        override async get() {
          await life.wait();
          this.setStatus(204);
          this.write("content");
          setImmediate(life.done.resolve);
        }
      },
    act: leave,
    logs: [/Uncaught/],
  },
  "a client that leaves between two parts": {
    handler: (Base, life) =>
      class extends Base {
        override async get() {
          this.write("a part");
          await this.flush();
          await life.wait();
          setImmediate(life.done.resolve);
          this.write("another");
          await this.flush();
        }
      },
    act: leave,
  },
  "a client that leaves a handler that never ends": {
    handler: (Base, life) =>
      class extends Base {
        @asynchronous
        override get() {
          life.entered.resolve();
          life.done.resolve();
        }
      },
    act: leave,
  },
  "a client that leaves after its answer": {
    handler: (Base) => Base,
    act: async ({ client, closeAllConnections }) => {
      await client.send(get);
      await client.readResponse();
      client.close();
      await closeAllConnections();
    },
  },
  "a client that leaves while the last piece is transformed": {
    handler: (Base, life) =>
      class extends Base {
        override get() {
          this.write("content");
          life.entered.resolve();
          // The transform is let go when the client has left.
          life.ended.promise.then(() => letGo.resolve());
          setImmediate(life.done.resolve);
        }
      },
    transform: transforming(async () => {
      await letGo.promise;
      return "transformed";
    }),
    act: leave,
  },
  "a server that closes its connections": {
    handler: waiting,
    act: async ({ client, closeAllConnections }, life) => {
      await client.send(get);
      await life.entered.promise;
      await closeAllConnections();
      life.gate.resolve();
      await life.done.promise;
    },
  },

  // Time that is over.
  "a method that takes too long": { handler: waiting, settings: soon, act: outlast, logs: [/503/] },
  "a prepare() that takes too long": {
    handler: (Base, life) =>
      class extends Base {
        override async prepare() {
          await life.wait();
          setImmediate(life.done.resolve);
        }
      },
    settings: soon,
    act: outlast,
    logs: [/503/],
  },
  "an answer that takes too long after its first part": {
    handler: (Base, life) =>
      class extends Base {
        override async get() {
          this.write("a part");
          await this.flush();
          await life.wait();
          setImmediate(life.done.resolve);
          this.write("late");
        }
      },
    settings: soon,
    act: outlast,
    logs: [/503/],
  },
  "a transform of the last piece that takes too long": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.write("content");
        }
      },
    transform: transforming(async () => {
      await late.promise;
      return "transformed";
    }),
    settings: soon,
    act: async ({ client }, life) => {
      await client.send(get);
      await life.ended.promise;
      late.resolve();
      assert.equal((await client.readResponse()).code, 503);
    },
    logs: [/503/],
  },
  "a sendError() that throws when the time is over": {
    handler: (Base, life) =>
      class extends waiting(Base, life) {
        override sendError() {
          throwing();
        }
      },
    settings: soon,
    act: outlast,
    logs: [/503/, /sendError/],
  },
  "a writeError() that waits when the time is over": {
    handler: (Base, life) =>
      class extends waiting(Base, life) {
        override async writeError() {
          // The method goes on while the error page is made.
          life.gate.resolve();
          await life.done.promise;
          this.write("too late");
        }
      },
    settings: soon,
    act: outlast,
    logs: [/503/],
  },
});
