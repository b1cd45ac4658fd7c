import type { Server } from "node:net";
import {
  anyValue,
  callable,
  number,
  OptionRules,
  type RulesOf,
  trueOrFalse,
} from "../../base/errors/internal.ts";

/** How {@link bindSockets} binds. */
export interface BindSocketsOptions {
  /** How many connections the system keeps waiting to be accepted. Default: 128. */
  readonly backlog?: number;
  /**
   * Makes an unbound server, best with a listener for `connection` already; called once an address. Default: one for
   * `server.addSockets()`, to be given to it in the turn in which it is bound.
   */
  readonly createServer?: () => Server;
  /**
   * Lets other processes listen on the same port, if they ask for it too; the system spreads connections among them.
   * Needs Node 22.12 or 23.1, and Linux 3.9 or a BSD. Default: `false`.
   */
  readonly reusePort?: boolean;
}

/** How {@link bindUnixSocket} binds. */
export interface BindUnixSocketOptions {
  /** How many connections the system keeps waiting to be accepted. Default: 128. */
  readonly backlog?: number;
  /** Makes an unbound server. Default: one for `server.addSocket()`. */
  readonly createServer?: () => Server;
  /** Who may connect, as the bits of the file's mode. Default: `0o600`, only this user. */
  readonly mode?: number;
}

const bindSocketsOptions: RulesOf<BindSocketsOptions> = {
  backlog: number,
  createServer: callable,
  reusePort: trueOrFalse,
};

/** Options of `bindSockets`. */
export const bindSocketsRules = new OptionRules<BindSocketsOptions>("listen", bindSocketsOptions);

/** Options of `bindUnixSocket`, beside which a `UnixAddress` has its `path`. */
export const bindUnixSocketRules = new OptionRules<BindUnixSocketOptions & { readonly path?: string }>(
  "listen",
  {
    backlog: number,
    createServer: callable,
    mode: number,
    path: anyValue,
  },
);
