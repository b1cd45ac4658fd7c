import { createHmac } from "node:crypto";
import { anyValue, OptionRules, shownValue } from "../../base/errors/internal.ts";
import { genLog } from "../../base/log/index.ts";
import { isSameSecret } from "./same-secret.ts";

/** With what values are signed: one key, or keys by version, so that a new one can take over from an old one. */
export type CookieSecret = string | Uint8Array | Readonly<Record<number, string | Uint8Array>>;

/** The two formats of Tornado: 2 has SHA-256 and versions of keys, 1 is for values of old. */
export type SignedValueVersion = 1 | 2;

/** How a value is signed. */
export interface CreateSignedValueOptions {
  /** The format. Default: 2. */
  readonly version?: SignedValueVersion;
  /** Which of the secret's keys signs; required if it has several. Default: 0. */
  readonly keyVersion?: number;
  /** The moment that the value carries, in milliseconds since 1970. Default: now. */
  readonly nowMs?: number;
}

/** Which signed values are believed. */
export interface DecodeSignedValueOptions {
  /** How old it may be, in days. Default: 31. */
  readonly maxAgeDays?: number;
  /** The oldest format that is believed. Default: 1. */
  readonly minVersion?: SignedValueVersion;
  /** The moment from which the age counts, in milliseconds since 1970. Default: now. */
  readonly nowMs?: number;
}

// The numbers are checked one by one.
const signRules = new OptionRules<CreateSignedValueOptions>("sign a value", {
  version: anyValue,
  keyVersion: anyValue,
  nowMs: anyValue,
});
const decodeRules = new OptionRules<DecodeSignedValueOptions>("decode a signed value", {
  maxAgeDays: anyValue,
  minVersion: anyValue,
  nowMs: anyValue,
});

const secondsPerDay = 86_400;
const versionPrefix = /^([1-9]\d{0,2})\|/;
const base64Text = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const wholeNumber = /^\d{1,15}$/;

/**
 * Signs a value together with its name and the time, so that nobody without the secret can make or change one. Anybody
 * can read it: it is not encrypted. Tornado reads it, and the other way round.
 *
 * @param secret - one key, or keys by version
 * @param name - the name under which the value will be asked for, such as a cookie's
 * @param value - text, signed as UTF-8, or bytes
 * @param options - format, key, and moment
 * @returns ASCII text without spaces
 * @throws {RangeError} if the format does not exist, or the secret has no key of that version
 * @example
 * ```ts
 * import { createSignedValue, decodeSignedValue } from "typhoon/web";
 *
 * const ticket = createSignedValue("a long random secret", "ticket", "seat 7");
 * decodeSignedValue("a long random secret", "ticket", ticket)?.toString();   // "seat 7"
 * ```
 * @see tornado.web.create_signed_value
 */
export function createSignedValue(
  secret: CookieSecret,
  name: string,
  value: string | Uint8Array,
  options: CreateSignedValueOptions = {},
): string {
  signRules.check(options);
  const { version = 2, keyVersion, nowMs = Date.now() } = options;
  checkVersion("version", version);
  checkNumber("nowMs", nowMs);
  const timestamp = String(Math.floor(nowMs / 1000));
  const encoded = Buffer.from(value).toString("base64");
  if (version === 1) {
    return `${encoded}|${timestamp}|${signatureV1(onlyKey(secret), name, encoded, timestamp)}`;
  }
  const fields = [String(keyVersion ?? 0), timestamp, name, encoded].map(formatField);
  const signed = `2|${fields.join("|")}|`;
  return signed + signatureV2(keyFor(secret, keyVersion), signed);
}

/**
 * The bytes of a value that `createSignedValue`, or Tornado, has signed.
 *
 * @param secret - one key, or keys by version; a value whose key is no longer among them is not believed
 * @param name - the name under which it was signed
 * @param signed - what came back; anything at all
 * @param options - what is believed
 * @returns `undefined` if it is not signed with the secret and the name, or is too old
 * @throws {RangeError} if `minVersion` does not exist
 * @see tornado.web.decode_signed_value
 */
export function decodeSignedValue(
  secret: CookieSecret,
  name: string,
  signed: string | undefined,
  options: DecodeSignedValueOptions = {},
): Buffer | undefined {
  decodeRules.check(options);
  const { maxAgeDays = 31, minVersion = 1, nowMs = Date.now() } = options;
  checkVersion("minVersion", minVersion);
  checkNumber("maxAgeDays", maxAgeDays);
  checkNumber("nowMs", nowMs);
  if (signed === undefined || signed === "") return undefined;
  const version = versionOf(signed);
  if (version < minVersion) return undefined;
  const nowSeconds = nowMs / 1000;
  const oldestSeconds = nowSeconds - maxAgeDays * secondsPerDay;
  if (version === 1) return decodeV1(secret, name, signed, { oldestSeconds, nowSeconds });
  return version === 2 ? decodeV2(secret, name, signed, oldestSeconds) : undefined;
}

/**
 * With which version of the secret's keys a value says it was signed; nothing is verified.
 *
 * @returns `undefined` for a value of format 1, or none at all
 * @see tornado.web.get_signature_key_version
 */
export function getSignatureKeyVersion(signed: string): number | undefined {
  return versionOf(signed) < 2 ? undefined : readFieldsV2(signed)?.keyVersion;
}

/** With NaN no value would ever be too old. */
function checkNumber(option: string, value: unknown): void {
  if (typeof value === "number" && !Number.isNaN(value)) return;
  throw new TypeError(`Cannot use a signed value because ${option} is ${shownValue(value)}: pass a number`);
}

function checkVersion(option: string, version: number): void {
  if (version === 1 || version === 2) return;
  throw new RangeError(`Cannot use signed values as ${option} has to be 1 or 2: current value is ${version}`);
}

/** Format 1 has no version in front: what looks like one above 999 is the beginning of its value. */
function versionOf(signed: string): number {
  return Number(versionPrefix.exec(signed)?.[1] ?? 1);
}

/** What length says are bytes, so that names beyond ASCII can be read back (Tornado counts characters there). */
function formatField(text: string): string {
  return `${Buffer.byteLength(text)}:${text}`;
}

function isOneKey(secret: CookieSecret): secret is string | Uint8Array {
  return typeof secret === "string" || secret instanceof Uint8Array;
}

function onlyKey(secret: CookieSecret): string | Uint8Array {
  if (isOneKey(secret)) return secret;
  throw new RangeError("Cannot sign in format 1 with keys by version: use version 2, or one key");
}

function keyFor(secret: CookieSecret, keyVersion: number | undefined): string | Uint8Array {
  if (isOneKey(secret)) return secret;
  const key = keyVersion !== undefined && Object.hasOwn(secret, keyVersion) ? secret[keyVersion] : undefined;
  if (key !== undefined) return key;
  throw new RangeError(
    `Cannot sign as keyVersion has to name one of the secret's keys (${Object.keys(secret).join(", ")}): current value is ${keyVersion}`,
  );
}

function decodeV1(
  secret: CookieSecret,
  name: string,
  signed: string,
  { oldestSeconds, nowSeconds }: { readonly oldestSeconds: number; readonly nowSeconds: number },
): Buffer | undefined {
  const [encoded = "", timestamp = "", signature = "", ...more] = signed.split("|", 4);
  // Keys by version came with format 2: there is no key with which this could have been signed.
  if (more.length > 0 || !isOneKey(secret)) return undefined;
  if (!isSignature(signature, signatureV1(secret, name, encoded, timestamp))) return undefined;
  const seconds = secondsOf(timestamp);
  if (seconds === undefined || seconds < oldestSeconds) return undefined;
  // Nothing separates value and time in what format 1 signs: digits moved from one to the other are not noticed by the
  // signature, but make the time far too late, or begin it with a zero.
  if (seconds > nowSeconds + 31 * secondsPerDay || timestamp.startsWith("0")) {
    genLog.warn(`Cookie timestamp in future or malformed; possible tampering with ${JSON.stringify(name)}`);
    return undefined;
  }
  return fromBase64(encoded);
}

function decodeV2(
  secret: CookieSecret,
  name: string,
  signed: string,
  oldestSeconds: number,
): Buffer | undefined {
  const fields = readFieldsV2(signed);
  if (fields === undefined) return undefined;
  const key = trustedKey(secret, fields.keyVersion);
  if (key === undefined || !isSignature(fields.signature, signatureV2(key, fields.signed))) return undefined;
  if (fields.name !== name) return undefined;
  const seconds = secondsOf(fields.timestamp);
  return seconds === undefined || seconds < oldestSeconds ? undefined : fromBase64(fields.value);
}

function trustedKey(secret: CookieSecret, keyVersion: number): string | Uint8Array | undefined {
  if (isOneKey(secret)) return secret;
  return Object.hasOwn(secret, keyVersion) ? secret[keyVersion] : undefined;
}

interface FieldsV2 {
  readonly keyVersion: number;
  readonly timestamp: string;
  readonly name: string;
  readonly value: string;
  /** What is signed: everything before the signature. */
  readonly signed: Buffer;
  readonly signature: string;
}

/** `2|length:field|length:field|...|signature`; lengths are bytes, so a name may hold the separator. */
function readFieldsV2(signed: string): FieldsV2 | undefined {
  const bytes = Buffer.from(signed);
  const fields: string[] = [];
  let at = 2;
  while (fields.length < 4) {
    const field = readField(bytes, at);
    if (field === undefined) return undefined;
    fields.push(bytes.toString("utf8", field.start, field.end));
    at = field.end + 1;
  }
  const [keyVersion = "", timestamp = "", name = "", value = ""] = fields;
  if (!wholeNumber.test(keyVersion)) return undefined;
  const signature = bytes.toString("latin1", at);
  return { keyVersion: Number(keyVersion), timestamp, name, value, signed: bytes.subarray(0, at), signature };
}

const colon = 0x3a;
const bar = 0x7c;

function readField(bytes: Buffer, at: number): { readonly start: number; readonly end: number } | undefined {
  // A length of more digits could not be that of anything in a header.
  const start = bytes.subarray(0, at + 7).indexOf(colon, at) + 1;
  const length = bytes.toString("latin1", at, Math.max(at, start - 1));
  if (start === 0 || !wholeNumber.test(length)) return undefined;
  const end = start + Number(length);
  return bytes[end] === bar ? { start, end } : undefined;
}

function secondsOf(timestamp: string): number | undefined {
  return wholeNumber.test(timestamp) ? Number(timestamp) : undefined;
}

function fromBase64(text: string): Buffer | undefined {
  return base64Text.test(text) ? Buffer.from(text, "base64") : undefined;
}

function isSignature(passed: string, expected: string): boolean {
  return isSameSecret(Buffer.from(passed), Buffer.from(expected));
}

function signatureV1(key: string | Uint8Array, name: string, encoded: string, timestamp: string): string {
  return createHmac("sha1", key).update(name).update(encoded).update(timestamp).digest("hex");
}

function signatureV2(key: string | Uint8Array, signed: string | Uint8Array): string {
  return createHmac("sha256", key).update(signed).digest("hex");
}
