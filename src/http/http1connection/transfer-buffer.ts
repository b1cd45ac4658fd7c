/** The most that goes through it at once. */
export const transferSize = 262_144;

let kept: Buffer | undefined;

/**
 * A buffer through which a long text goes to a socket.
 *
 * A new one for each answer would be fetched from the system and given back again, page by page: for 1 MiB that takes
 * longer than sending it.
 *
 * @param wanted - how many bytes there are; the buffer has room for them, or for `transferSize`
 */
export function takeTransferBuffer(wanted: number): Buffer {
  const size = Math.min(wanted, transferSize);
  if (kept === undefined || kept.length < size) return Buffer.allocUnsafeSlow(size);
  const buffer = kept;
  kept = undefined;
  return buffer;
}

/**
 * The system has taken what was in it: the next text may use it, of whatever connection. One that a slow client waits
 * for never comes back, which is why new ones are no larger than they have to be.
 */
export function keepTransferBuffer(buffer: Buffer): void {
  if (kept === undefined || kept.length < buffer.length) kept = buffer;
}
