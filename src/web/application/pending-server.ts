import { HTTPServer } from "../../http/httpserver/index.ts";
import { TCPServer } from "../../net/tcpserver/index.ts";

const names = new Set(
  [HTTPServer.prototype, TCPServer.prototype].flatMap((prototype) => Object.getOwnPropertyNames(prototype)),
);
names.delete("constructor");

/**
 * The same promise, which says what is missing when it is taken for the server: `app.listen(8888).port` without an
 * `await` would be `undefined`, without a word.
 */
export function pendingServer<Server>(listening: Promise<Server>): Promise<Server> {
  for (const name of names) {
    Object.defineProperty(listening, name, {
      get() {
        throw new TypeError(
          `Cannot use ${name} of a promise because listen() has not been awaited: write const server = await app.listen(...)`,
        );
      },
    });
  }
  return listening;
}
