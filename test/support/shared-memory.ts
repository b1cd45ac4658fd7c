import { setTimeout as pause } from "node:timers/promises";

/** Numbers that the test and the workers see; the way in which they tell each other where they are. */
export function sharedNumbers(length = 1): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

/** Blocks this thread until somebody opens the gate. */
export function waitAtGate(gate: Int32Array): void {
  Atomics.wait(gate, 0, 0);
}

/** Lets through who waits at the gate, now and later. */
export function openGate(gate: Int32Array): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

/** Resolves when the first of the numbers is at least `least`; looks again and again, because it cannot be told. */
export async function reaches(numbers: Int32Array, least = 1): Promise<void> {
  while (Atomics.load(numbers, 0) < least) await pause(1);
}

/** Appends to a list in shared memory: the first number counts, the others follow. */
export function note(list: Int32Array, entry: number): void {
  const place = Atomics.add(list, 0, 1);
  Atomics.store(list, 1 + place, entry);
}

/** What was appended so far. */
export function notesOf(list: Int32Array): number[] {
  return [...list.subarray(1, 1 + Atomics.load(list, 0))];
}
