// What the pools are given to do; the same functions on every pool's workers.

/** Nothing: what remains is the price of asking. */
export function noop(value) {
  return value;
}

/** So that nobody can answer with the buffer unseen. */
export function touch(bytes) {
  bytes[0] += 1;
  return bytes;
}

/** A fixed amount of work for the processor alone (xorshift32), without allocation. */
export function spin(rounds) {
  let state = 2463534242;
  for (let round = 0; round < rounds; round++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}
