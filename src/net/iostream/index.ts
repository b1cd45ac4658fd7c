export { BaseIOStream } from "./base-io-stream.ts";
export { StreamBufferFullError, StreamClosedError, UnsatisfiableReadError } from "./errors.ts";
export {
  IOStream,
  type StartTLSClientOptions,
  type StartTLSOptions,
  type StartTLSServerOptions,
} from "./io-stream.ts";
export type { WebStreams } from "./node-streams.ts";
export { type PipeEnd, PipeIOStream } from "./pipe-io-stream.ts";
export { SocketStream, type StreamConnectOptions } from "./socket-stream.ts";
export { type SSLConnectOptions, SSLIOStream, type SSLIOStreamOptions } from "./ssl-io-stream.ts";
export type { IOStreamOptions, ReadBytesOptions, ReadOptions, ReadUntilOptions } from "./stream-options.ts";
