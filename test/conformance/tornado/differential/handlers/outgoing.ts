// What goes out; the classes are those of application.py under the same names.
import { type BodyChunk, Finish, HTTPError, RequestHandler } from "typhoon/web";

export class Ping extends RequestHandler {
  override get(): void {
    this.write("pong");
  }
}

export class Status extends RequestHandler {
  override get(code: string): void {
    this.setStatus(Number(code), this.getArgument("reason", undefined));
    this.write(this.getArgument("body", ""));
  }
}

export class SetHeader extends RequestHandler {
  override get(): void {
    const name = this.getArgument("name");
    const value = this.getArguments("value", { strip: false }).at(-1) ?? "";
    try {
      this.setHeader(name, value);
      const again = this.getArgument("again", undefined);
      if (again !== undefined) this.addHeader(name, again);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.write("refused");
    }
  }
}

export class ClearHeader extends RequestHandler {
  override get(name: string): void {
    this.setHeader("X-Own", "1");
    this.clearHeader(name);
    this.write("cleared");
  }
}

export class Redirect extends RequestHandler {
  override get(): void {
    const status = this.getArgument("status", undefined);
    const permanent = this.getArgument("permanent", "") === "yes";
    const options = status === undefined ? { permanent } : { permanent, status: Number(status) };
    this.redirect(this.getArgument("to"), options);
  }
}

/** What the types forbid, and a program without them does. */
const unwritable: Readonly<Record<string, unknown>> = { list: ["a"], number: 7, none: null };

export class Write extends RequestHandler {
  override get(kind: string): void {
    if (kind in unwritable) this.write(unwritable[kind] as BodyChunk);
    else writings[kind]?.(this);
  }
}

const writings: Readonly<Record<string, (handler: RequestHandler) => void>> = {
  text: (handler) => handler.write("text"),
  bytes: (handler) => handler.write(Buffer.from("\x00\xffbytes", "latin1")),
  unicode: (handler) => handler.write("naïve café €"),
  pieces: (handler) => {
    handler.write("one");
    handler.write(Buffer.from("two"));
    handler.write("three");
  },
  object: (handler) => handler.write({ name: "value" }),
  script: (handler) => handler.write({ html: "</script>" }),
  "after-finish": (handler) => {
    handler.finish("first");
    handler.write("second");
  },
  "finish-twice": (handler) => {
    handler.finish("first");
    handler.finish("second");
  },
  length: (handler) => {
    handler.setHeader("Content-Length", 4);
    handler.write("four");
  },
  cleared: (handler) => {
    handler.setHeader("X-Own", "1");
    handler.setCookie("kept", "1");
    handler.setStatus(404);
    handler.write("gone");
    handler.clear();
  },
};

export class HeadToo extends Write {
  override head(kind: string): void {
    this.get(kind);
  }
}

export class Stream extends RequestHandler {
  override async get(count: string): Promise<void> {
    for (let index = 0; index < Number(count); index++) {
      this.write(`piece ${index}\n`);
      await this.flush();
    }
  }
  override head(count: string): Promise<void> {
    return this.get(count);
  }
}

export class StreamEnds extends RequestHandler {
  override async get(kind: string): Promise<void> {
    if (kind === "short") this.setHeader("Content-Length", 10);
    if (kind === "exact") this.setHeader("Content-Length", 8);
    if (kind === "short" || kind === "exact") this.write("four");
    if (kind === "late-error" || kind === "late-finish") this.write("begun");
    if (kind !== "unknown") await this.flush();
    if (kind === "exact") this.write("more");
    if (kind === "late-error") throw new HTTPError(500);
    if (kind === "late-finish") throw new Finish();
  }
}

export class Etag extends RequestHandler {
  override get(kind: string): void {
    if (kind === "own") this.setHeader("Etag", '"own"');
    if (kind === "weak") this.setHeader("Etag", 'W/"weak"');
    if (kind === "error") this.setStatus(404);
    if (kind !== "empty") this.write("content");
  }
  override head(kind: string): void {
    this.get(kind);
  }
  override post(kind: string): void {
    this.get(kind);
  }
  override computeEtag(): string | undefined {
    return this.request.path.includes("none") ? undefined : super.computeEtag();
  }
}

export class Long extends RequestHandler {
  override get(length: string): void {
    this.setHeader("Content-Type", this.getArgument("type", "text/plain"));
    for (const name of ["Vary", "Content-Encoding"]) {
      const value = this.getArgument(name, undefined);
      if (value !== undefined) this.setHeader(name, value);
    }
    this.write("a".repeat(Number(length)));
  }
  override head(length: string): void {
    this.get(length);
  }
}
