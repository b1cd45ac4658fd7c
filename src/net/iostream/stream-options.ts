import { abortSignal, number, OptionRules, type RulesOf, trueOrFalse } from "../../base/errors/internal.ts";

/** Limits of a stream. */
export interface IOStreamOptions {
  /** How many received bytes may wait for one read to have enough; beyond, the stream is closed. Default: 100 MiB. */
  readonly maxBufferSize?: number;
  /** How many bytes are received ahead of a read, about; then the peer has to wait. Default: 64 KiB. */
  readonly readChunkSize?: number;
  /** How many written bytes may wait for the system to take them. Default: unlimited. */
  readonly maxWriteBufferSize?: number;
}

/** Options of every read. */
export interface ReadOptions {
  /** Gives the read up when it is aborted, with its reason; what was received stays for the next read. */
  readonly signal?: AbortSignal;
}

/** Options of reads that look for something. */
export interface ReadUntilOptions extends ReadOptions {
  /** Close the stream if this many bytes have no match. Default: the stream's `maxBufferSize`. */
  readonly maxBytes?: number;
}

/** Options of reads of a number of bytes. */
export interface ReadBytesOptions extends ReadOptions {
  /** Fewer bytes will do, but at least one. Default: `false`. */
  readonly partial?: boolean;
}

/** Rules for the limits of a stream, for options that add to them. */
export const streamOptions: RulesOf<IOStreamOptions> = {
  maxBufferSize: number,
  readChunkSize: number,
  maxWriteBufferSize: number,
};

/** Limits of a stream; open, because connecting and accepting hand their own options on. */
export const streamRules = new OptionRules<IOStreamOptions>("make a stream", streamOptions, { isOpen: true });

/** Options of reads that look for something. */
export const readUntilRules = new OptionRules<ReadUntilOptions>("read", {
  maxBytes: number,
  signal: abortSignal,
});

/** Options of reads of a number of bytes. */
export const readBytesRules = new OptionRules<ReadBytesOptions>("read", {
  partial: trueOrFalse,
  signal: abortSignal,
});
