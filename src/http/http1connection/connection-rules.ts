import { anyValue, type RulesOf, trueOrFalse } from "../../base/errors/internal.ts";
import type { HTTP1ConnectionOptions } from "./parameters.ts";

/** Rules for the options of a connection; whether numbers are in range `HTTP1ConnectionParameters` says. */
export const connectionOptions: RulesOf<HTTP1ConnectionOptions> = {
  bodyTimeoutMs: anyValue,
  chunkSize: anyValue,
  decompressRequest: trueOrFalse,
  headerTimeoutMs: anyValue,
  idleTimeoutMs: anyValue,
  maxBodySize: anyValue,
  maxHeaderCount: anyValue,
  maxHeaderSize: anyValue,
  maxWholeBodySize: anyValue,
  minBodyRate: anyValue,
  maxWriteBufferSize: anyValue,
  noKeepAlive: trueOrFalse,
  refuseUnknownEncodings: trueOrFalse,
  writeTimeoutMs: anyValue,
};
