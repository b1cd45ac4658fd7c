import { Deserializer, Serializer } from "node:v8";

/** A value that bytes cannot hold: what the structured clone refuses, and memory that only threads can share. */
export class NotInBytesError extends Error {}

/**
 * Writes a message as the structured clone would copy it.
 *
 * Not the channel's own serialization: that one sends shared memory as a copy, and objects of Node's own (a
 * `MessagePort`) as empty ones, where an error is due.
 *
 * @throws {NotInBytesError} if a part of it cannot be written
 */
export function toBytes(message: unknown): Buffer {
  const serializer = new Serializer();
  serializer.writeHeader();
  try {
    serializer.writeValue(message);
  } catch (error) {
    throw new NotInBytesError(error instanceof Error ? error.message : String(error));
  }
  return serializer.releaseBuffer();
}

/** Reads what `toBytes` wrote. */
export function fromBytes(bytes: Uint8Array): unknown {
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

/** @returns whether bytes can hold the value */
export function fitsInBytes(value: unknown): boolean {
  try {
    toBytes(value);
    return true;
  } catch {
    return false;
  }
}
