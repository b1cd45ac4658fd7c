import {
  anyValue,
  either,
  number,
  OptionRules,
  plainObject,
  type RulesOf,
  trueOrFalse,
} from "../../base/errors/internal.ts";
import type { SSLOptions } from "../netutil/index.ts";
import type { ProcessesOptions } from "../process/index.ts";

/** Options of {@link TCPServer}. */
export interface TCPServerOptions {
  /** How many connections the system keeps waiting to be accepted. Default: 128. */
  readonly backlog?: number;
  /**
   * Milliseconds for the first byte of a TLS connection, and again for its handshake; then it is closed. Default: 20,000.
   */
  readonly handshakeTimeoutMs?: number;
  /**
   * In how many processes the program runs, all of them listening on the same ports; 0: one for each core. The first
   * process only supervises, and goes no further than `listen()`; see `forkProcesses` of `typhoon/process`. Default: 1,
   * this process alone.
   */
  readonly processes?: number | ProcessesOptions;
  /**
   * Lets other processes listen on the same port, if they ask for it too; the system spreads connections among them.
   * Needs Node 22.12 or 23.1, and Linux 3.9 or a BSD. Default: `false`.
   */
  readonly reusePort?: boolean;
  /** Speak TLS, with these certificates. Default: no TLS. */
  readonly sslOptions?: SSLOptions;
}

/** Rules for the options of every server, for servers that add to them. */
export const tcpServerOptions: RulesOf<TCPServerOptions> = {
  backlog: number,
  // Its own check says more.
  handshakeTimeoutMs: anyValue,
  processes: either(number, plainObject),
  reusePort: trueOrFalse,
  sslOptions: plainObject,
};

/** Open, because a subclass may give its constructor's options to ours as they are. */
export const tcpServerRules = new OptionRules<TCPServerOptions>("make a server", tcpServerOptions, {
  isOpen: true,
});
