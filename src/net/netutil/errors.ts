import { TyphoonError } from "../../base/errors/index.ts";

/** Another program, or another server of this one, already listens there. */
export class AddressInUseError extends TyphoonError {
  override readonly name = "AddressInUseError";
  /** The port that was asked for; `undefined` for a Unix socket. */
  readonly port: number | undefined;

  /**
   * @param place - the port, or the path of the Unix socket, that was asked for
   * @param address - the address that was asked for; `undefined`: all
   * @param options - `cause`: the system's error
   */
  constructor(place: number | string, address: string | undefined, options?: ErrorOptions) {
    super(
      "ERR_ADDRESS_IN_USE",
      `Cannot listen on ${placeName(place, address)} as another program already does: stop it, or listen on another ${typeof place === "number" ? "port (0 picks a free one)" : "path"}`,
      options,
    );
    this.port = typeof place === "number" ? place : undefined;
  }
}

/** Where a Unix socket was to be, there is another kind of file, which is not removed. */
export class NotASocketError extends TyphoonError {
  override readonly name = "NotASocketError";
  /** The path of that file. */
  readonly path: string;

  /** @param path - the path of that file */
  constructor(path: string) {
    super(
      "ERR_NOT_A_SOCKET",
      `Cannot listen on ${path} as there is a file that is no socket: remove it, or listen on another path`,
    );
    this.path = path;
  }
}

/** `sslOptions` name a file that cannot be read, or hold what OpenSSL refuses. */
export class SSLOptionsError extends TyphoonError {
  override readonly name = "SSLOptionsError";

  /**
   * @param problem - what is wrong, with the current value
   * @param options - `cause`: the error of the file system or of OpenSSL
   */
  constructor(problem: string, options?: ErrorOptions) {
    super("ERR_SSL_OPTIONS", `Cannot use sslOptions as ${problem}`, options);
  }
}

function placeName(place: number | string, address: string | undefined): string {
  if (typeof place === "string") return JSON.stringify(place);
  return address === undefined ? `port ${place}` : `port ${place} of ${address}`;
}
