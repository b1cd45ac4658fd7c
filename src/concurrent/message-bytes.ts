import { Deserializer, Serializer } from "node:v8";

/**
 * A value that bytes cannot hold: what the structured clone refuses, and memory that only threads can share. `cause` is
 * what was thrown while it was written.
 */
export class NotInBytesError extends Error {}

/**
 * Writes a message as the structured clone would copy it.
 *
 * Not the channel's own serialization: that one sends shared memory as a copy, and objects of Node's own (a
 * `MessagePort`) as empty ones, where an error is due.
 *
 * @param message - any value
 * @param id - says whose it is, even if the message cannot be read
 * @throws {NotInBytesError} if a part of it cannot be written
 */
export function toBytes(message: unknown, id = 0): Buffer {
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeDouble(id);
  try {
    serializer.writeValue(message);
  } catch (error) {
    throw new NotInBytesError("The message cannot be written", { cause: error });
  }
  return serializer.releaseBuffer();
}

/**
 * Reads what `toBytes` wrote.
 *
 * @param bytes - of one message
 * @param inPlaceOfUnread - is asked for what stands for a message that is too deep for this stack, or too large
 */
export function fromBytes<T>(bytes: Uint8Array, inPlaceOfUnread: (id: number, cause: unknown) => T): T {
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  const id = deserializer.readDouble();
  try {
    return deserializer.readValue();
  } catch (error) {
    return inPlaceOfUnread(id, error);
  }
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
