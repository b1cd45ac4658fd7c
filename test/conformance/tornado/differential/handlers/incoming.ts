// What comes in, shown; the classes are those of application.py under the same names.
import { RequestHandler } from "typhoon/web";

/** Shows values as text that both sides write in the same way. */
export class Handler extends RequestHandler {
  show(value: unknown): void {
    this.setHeader("Content-Type", "text/plain");
    this.write(JSON.stringify(value));
  }
}

export class Echo extends Handler {
  #showRequest(): void {
    const { request } = this;
    this.show([
      [request.method, request.uri, request.path, request.query],
      [request.protocol, request.host, request.hostName, request.remoteIp, request.version],
      [...request.arguments.keys()].map((name) => [name, this.getArguments(name)]),
      [...request.cookies],
      [...request.files].flatMap(([name, files]) =>
        files.map((file) => [name, file.filename, file.contentType, file.body.toString("latin1")]),
      ),
      request.body.toString("latin1"),
      request.fullUrl(),
    ]);
  }

  override get(): void {
    this.#showRequest();
  }
  override head(): void {
    this.#showRequest();
  }
  override post(): void {
    this.#showRequest();
  }
  override put(): void {
    this.#showRequest();
  }
  override patch(): void {
    this.#showRequest();
  }
  override delete(): void {
    this.#showRequest();
  }
  override options(): void {
    this.#showRequest();
  }
}

export class PathEcho extends Handler {
  override get(): void {
    const named = Object.entries(this.pathKwargs).sort(([one], [other]) => (one < other ? -1 : 1));
    this.show([this.pathArgs.map((text) => text ?? null), named.map(([name, text]) => [name, text ?? null])]);
  }
}

export class Argument extends Handler {
  override get(way: string): void {
    this.#answer(way);
  }
  override post(way: string): void {
    this.#answer(way);
  }

  #answer(way: string): void {
    const name = this.getQueryArgument("name");
    this.show(this.#read(way, name));
  }

  #read(way: string, name: string): unknown {
    switch (way) {
      case "required":
        return this.getArgument(name);
      case "default":
        return this.getArgument(name, "none");
      case "unstripped":
        return this.getArgument(name, { type: String, strip: false });
      case "all":
        return this.getArguments(name);
      case "query":
        return [this.getQueryArgument(name, null), this.getQueryArguments(name)];
      default:
        return [this.getBodyArgument(name, null), this.getBodyArguments(name)];
    }
  }
}

export class RequestHeader extends Handler {
  override get(name: string): void {
    const { headers } = this.request;
    this.show([headers.get(name) ?? null, headers.getList(name)]);
  }
}

export class Upload extends Handler {
  static override streamRequestBody = true;
  readonly #pieces: Buffer[] = [];

  override dataReceived(chunk: Buffer): void {
    this.#pieces.push(Buffer.from(chunk));
  }
  override post(): void {
    this.show(Buffer.concat(this.#pieces).toString("latin1"));
  }
  override put(): void {
    this.post();
  }
}
