import { TyphoonError } from "../../base/errors/index.ts";

/** Another program, or another server of this one, already listens there. */
export class AddressInUseError extends TyphoonError {
  override readonly name = "AddressInUseError";
  /** The port that was asked for. */
  readonly port: number;

  /**
   * @param port - the port that was asked for
   * @param address - the address that was asked for; `undefined`: all
   * @param options - `cause`: the system's error
   */
  constructor(port: number, address: string | undefined, options?: ErrorOptions) {
    const where = address === undefined ? `port ${port}` : `port ${port} of ${address}`;
    super(
      "ERR_ADDRESS_IN_USE",
      `Cannot listen on ${where} as another program already does: stop it, or listen on another port (0 picks a free one)`,
      options,
    );
    this.port = port;
  }
}
