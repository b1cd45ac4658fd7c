// What goes wrong; the classes are those of application.py under the same names.
import { Finish, HTTPError, RequestHandler } from "typhoon/web";

export class Raise extends RequestHandler {
  override get(code: string): void {
    const reason = this.getArgument("reason", undefined);
    throw new HTTPError(Number(code), "an own message", reason === undefined ? {} : { reason });
  }
  override post(code: string): void {
    this.get(code);
  }
}

export class Errors extends RequestHandler {
  override prepare(): void {
    if (this.pathArgs[0] === "prepare") throw new HTTPError(401);
    if (this.pathArgs[0] === "prepare-finish") this.finish("prepared");
  }

  override get(kind: string): void {
    failures[kind]?.(this);
  }
}

const failures: Readonly<Record<string, (handler: RequestHandler) => void>> = {
  uncaught: () => {
    throw new RangeError("by zero");
  },
  finish: () => {
    throw new Finish();
  },
  "finish-chunk": (handler) => {
    handler.setStatus(402);
    handler.write("first ");
    throw new Finish("second");
  },
  "finish-object": () => {
    throw new Finish({ a: "b" });
  },
  "send-error": (handler) => handler.sendError(418),
  "send-error-reason": (handler) => handler.sendError(400, { reason: "Own <reason>" }),
  "after-write": (handler) => {
    handler.write("never seen");
    handler.setHeader("X-Own", "1");
    handler.setCookie("kept", "1");
    throw new HTTPError(403);
  },
  argument: (handler) => handler.getArgument("missing"),
  "no-content": (handler) => {
    handler.setStatus(204);
    handler.write("content");
  },
  "not-modified": (handler) => {
    handler.setStatus(304);
    handler.write("content");
  },
  return: (handler) => handler.write("written"),
};

const usualReasons: Readonly<Record<number, string>> = { 404: "Not Found", 500: "Internal Server Error" };

export class OwnPage extends RequestHandler {
  override get(code: string): void {
    throw new HTTPError(Number(code));
  }
  override writeError(status: number): void {
    this.write(`own page for ${status}: ${usualReasons[status]}`);
  }
}

export class BrokenPage extends RequestHandler {
  override get(): void {
    throw new HTTPError(403);
  }
  override writeError(): void {
    throw new TypeError("in writeError");
  }
}

export class OnlyGet extends RequestHandler {
  override get(): void {
    this.write("got");
  }
}

export class OwnMethod extends RequestHandler {
  static override supportedMethods = [...RequestHandler.supportedMethods, "PROPFIND"];

  propfind(): void {
    this.write("found");
  }
}

export class NotFound extends RequestHandler {
  override prepare(): void {
    this.setStatus(404);
    this.finish("nothing here");
  }
}
