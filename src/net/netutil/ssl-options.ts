import { readFile } from "node:fs/promises";
import {
  type ConnectionOptions,
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  type TlsOptions,
} from "node:tls";
import { filePathOf } from "../../base/errors/internal.ts";
import { SSLOptionsError } from "./errors.ts";

/**
 * How a server proves who it is, and what it asks of its clients: the options of `node:tls`, and names of files.
 *
 * Contents (`cert`, `key`, `ca`) and files (`certfile`, `keyfile`, `caCerts`) may be mixed; files are read when the server
 * begins to listen, and again by `reloadSslOptions()`.
 */
export interface SSLOptions extends Omit<TlsOptions, "handshakeTimeout">, SSLFiles {}

/** What a client trusts, and how it proves who it is: the options of `tls.connect`, and names of files. */
export interface ClientSSLOptions
  extends Omit<ConnectionOptions, "host" | "path" | "port" | "socket">,
    SSLFiles {}

/** Files with certificates and keys. */
export interface SSLFiles {
  /** The file with the certificate, and those between it and the authority's, in PEM. */
  readonly certfile?: string | URL;
  /** The file with the certificate's private key, in PEM. Default: `certfile`, which may hold both. */
  readonly keyfile?: string | URL;
  /** The file with the certificates of the authorities that the peer's certificate has to come from, in PEM. */
  readonly caCerts?: string | URL;
}

/**
 * Checks what can be checked before a file is read.
 *
 * @throws {TypeError} if there is nothing with which a server could prove who it is
 */
export function checkSslOptions(options: SSLOptions): void {
  const { certfile, cert, key, keyfile, pfx, pskCallback, SNICallback } = options;
  if (pfx ?? pskCallback ?? SNICallback ?? certfile) return;
  if (cert !== undefined && (key ?? keyfile) !== undefined) return;
  throw new TypeError(
    "Cannot serve TLS as sslOptions has no certificate with its key: give certfile and keyfile, or cert and key, or pfx",
  );
}

/**
 * Reads the files that `options` names, and gives what `node:tls` understands.
 *
 * @throws {SSLOptionsError} `ERR_SSL_OPTIONS` if a file cannot be read, or OpenSSL refuses what they hold
 */
export async function readSslOptions<O extends SSLOptions | ClientSSLOptions>(
  options: O,
): Promise<Omit<O, keyof SSLFiles>> {
  const { certfile, keyfile, caCerts, ...rest } = options;
  const [cert, key, ca] = await Promise.all([
    readPem("certfile", certfile),
    readPem("keyfile", keyfile ?? (rest.key === undefined ? certfile : undefined)),
    readPem("caCerts", caCerts),
  ]);
  const read = {
    ...rest,
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(ca !== undefined && { ca }),
  };
  contextOf(read);
  return read;
}

/**
 * Reads certificates and keys into a context, as an `SNICallback` has to give one for each host.
 *
 * @param options - the same as a server's
 * @throws {SSLOptionsError} `ERR_SSL_OPTIONS` if a file cannot be read, or OpenSSL refuses what they hold
 * @see tornado.netutil.ssl_options_to_context
 */
export async function sslOptionsToContext(options: SSLOptions): Promise<SecureContext> {
  return contextOf(await readSslOptions(options));
}

async function readPem(name: string, path: string | URL | undefined): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(filePathOf(name, path));
  } catch (error) {
    throw new SSLOptionsError(`the file of ${name} cannot be read: current value is ${path}`, {
      cause: error,
    });
  }
}

function contextOf(options: SecureContextOptions): SecureContext {
  try {
    return createSecureContext(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SSLOptionsError(`certificate and key do not make a context (${reason})`, { cause: error });
  }
}
