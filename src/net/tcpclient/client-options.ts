import {
  abortSignal,
  anyValue,
  having,
  number,
  OptionRules,
  oneOf,
  plainObject,
  text,
} from "../../base/errors/internal.ts";
import type { IOStreamOptions } from "../iostream/index.ts";
import { streamOptions } from "../iostream/internal.ts";
import type { AddressFamily, ClientSSLOptions, Resolver } from "../netutil/index.ts";

/** Options of {@link TCPClient}. */
export interface TCPClientOptions {
  /** Finds the addresses of hosts; `close()` does not close it. Default: a `DefaultLoopResolver`. */
  readonly resolver?: Resolver;
}

/** Options of {@link TCPClient.connect}. */
export interface TCPConnectOptions extends IOStreamOptions {
  /** 4 or 6: only such addresses. Default: 0, any. */
  readonly family?: AddressFamily;
  /** Gives the attempt up when it is aborted, with its reason. */
  readonly signal?: AbortSignal;
  /** The address of this machine to connect from. Default: the system chooses. */
  readonly sourceIp?: string;
  /** The port of this machine to connect from. Default: the system chooses. */
  readonly sourcePort?: number;
  /** Speak TLS, and check that the certificate is for the host; `{}` trusts what Node trusts. Default: no TLS. */
  readonly sslOptions?: ClientSSLOptions;
  /** Give up after this long, looking up, connecting and the handshake together. Default: the system's limits only. */
  readonly timeoutMs?: number;
}

/** Options of a client. */
export const clientRules = new OptionRules<TCPClientOptions>("make a TCP client", {
  resolver: having("resolve", "a Resolver"),
});

/** Options of `connect`. */
export const connectRules = new OptionRules<TCPConnectOptions>(
  "connect",
  {
    ...streamOptions,
    family: oneOf(0, 4, 6),
    signal: abortSignal,
    sourceIp: text,
    sourcePort: number,
    sslOptions: plainObject,
    timeoutMs: anyValue,
  },
  { renamed: { af: "family" } },
);
