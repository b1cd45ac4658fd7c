import { MessageChannel } from "node:worker_threads";

/**
 * The largest that glibc regards, 32 MiB, less what it adds to a block. Twice as much may stay. With 16 MiB one server of four
 * paid for each body all the same: V8 lets more than 32 MiB pile up beside its heap until it collects.
 */
const blockSize = 31 * 1024 * 1024;

/** Less comes out of Node's pool. */
const leastOwnBlock = 8 * 1024;

let isAsked = false;

/**
 * Lets the C library keep up to 62 MiB of freed memory for what comes next, where it would give it back to the system after
 * each garbage collection, and get it back page by page. To whoever makes many blocks beside V8's heap, such as bodies
 * of 64 KiB, that is more than half of their price.
 *
 * glibc goes by the largest block that was freed so far (mallopt(3), `M_MMAP_THRESHOLD`): so one is freed, of which
 * nothing was ever used. Where `MALLOC_TRIM_THRESHOLD_` or `MALLOC_MMAP_THRESHOLD_` is set, that holds; other C libraries
 * do as before.
 *
 * @param size - of the block for whose sake it is asked
 */
export function keepFreedMemory(size: number): void {
  if (isAsked || size < leastOwnBlock || process.platform !== "linux") return;
  isAsked = true;
  const { port1 } = new MessageChannel();
  port1.close();
  const { buffer } = Buffer.allocUnsafeSlow(blockSize);
  // What is sent to a port that is closed is dropped at once; a collection would free it later, if at all.
  port1.postMessage(buffer, [buffer]);
}
