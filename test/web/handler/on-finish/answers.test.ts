// onFinish() runs exactly once for every handler that was made, whatever becomes of its request.
import { asynchronous, Finish, HTTPError, type RequestHandler } from "typhoon/web";
import { guardLog } from "../../../support/guard-log.ts";
import { get, type Row, sending, testRows, throwing, transforming } from "./ending-requests.ts";

guardLog();

function withMethod(handler: typeof RequestHandler, name: string): typeof RequestHandler {
  Object.defineProperty(handler.prototype, name, { value: throwing });
  return handler;
}

testRows({
  // The usual ways.
  "a synchronous answer": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.write("here");
        }
      },
  },
  "an asynchronous answer": {
    handler: (Base) =>
      class extends Base {
        override async get() {
          await Promise.resolve();
          await this.finish("here");
        }
      },
  },
  "an answer to HEAD": {
    handler: (Base) =>
      class extends Base {
        override head() {
          this.write("counted");
        }
      },
    act: sending(get.replace("GET", "HEAD")),
  },
  "an answer without content": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.setStatus(204);
        }
      },
  },
  "a Finish": {
    handler: (Base) =>
      class extends Base {
        override get() {
          throw new Finish("so far");
        }
      },
  },
  "prepare() that finishes": {
    handler: (Base) =>
      class extends Base {
        override prepare() {
          this.finish("prepared");
        }
      },
  },
  "an asynchronous handler that finishes later": {
    handler: (Base) =>
      class extends Base {
        @asynchronous
        override get() {
          setImmediate(() => this.finish("later"));
        }
      },
  },
  "a handler that detaches": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.detach().end("raw");
        }
      },
    act: async ({ client }) => {
      await client.send(get);
      await client.readToEnd();
    },
  },
  "two answers on one connection": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.write("here");
        }
      },
    act: async ({ client }) => {
      await client.send(get + get);
      await client.readResponses(2);
    },
    ends: 2,
  },

  // Errors.
  ...Object.fromEntries(
    (["setDefaultHeaders", "initialize", "prepare", "get"] as const).map((method): [string, Row] => [
      `an error in ${method}()`,
      {
        handler: (Base) => withMethod(class extends Base {}, method),
        // Without its default fields not even an error page can be made.
        logs: method === "setDefaultHeaders" ? [/GET/, /answer to an error/] : [/GET/],
      },
    ]),
  ),
  ...Object.fromEntries(
    (["writeError", "sendError", "logException"] as const).map((method): [string, Row] => [
      `an error in ${method}()`,
      {
        handler: (Base) =>
          withMethod(
            class extends Base {
              override get() {
                throw new HTTPError(400);
              }
            },
            method,
          ),
        logs: [new RegExp(method)],
      },
    ]),
  ),
  "a writeError() that rejects": {
    handler: (Base) =>
      class extends Base {
        override get() {
          throw new HTTPError(400);
        }
        override async writeError() {
          await Promise.resolve();
          throwing();
        }
      },
    logs: [/writeError/],
  },
  "an onFinish() that throws": {
    handler: (Base) =>
      class extends Base {
        override onFinish() {
          super.onFinish();
          throwing();
        }
      },
    logs: [/onFinish/],
    act: sending(get.replace("GET", "PUT")),
  },
  "an onFinish() that rejects": {
    handler: (Base) =>
      class extends Base {
        override async onFinish() {
          await super.onFinish();
          throwing();
        }
      },
    logs: [/onFinish/],
    act: sending(get.replace("GET", "PUT")),
  },
  "a log function that throws": {
    handler: (Base) => Base,
    settings: { logFunction: throwing },
    logs: [/log function/],
  },
  "content where there must be none": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.setStatus(204);
          this.write("content");
        }
      },
    logs: [/Uncaught/],
  },
  "less content than was announced": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.setHeader("Content-Length", 100);
          this.write("less");
        }
      },
    logs: [/Uncaught/],
  },
  "an error after a part was sent": {
    handler: (Base) =>
      class extends Base {
        override async get() {
          this.write("a part");
          await this.flush();
          throwing();
        }
      },
    logs: [/Uncaught/, /after headers written/],
  },
  "an error after the answer": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.finish("whole");
          throwing();
        }
      },
    logs: [/Uncaught/],
  },
  "an output transform that throws": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.write("content");
        }
      },
    transform: transforming(throwing),
    logs: [/Uncaught/],
  },
  "an output transform that rejects": {
    handler: (Base) =>
      class extends Base {
        override get() {
          this.write("content");
        }
      },
    transform: transforming(async () => throwing()),
    logs: [/output transform/],
  },
});
