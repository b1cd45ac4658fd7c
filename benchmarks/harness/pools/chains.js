// One of the `inFlight` callers of a pool: it calls again when it has its answer, as a connection does.
// Each has its own loop, so that none pays for what another scenario does.

const chains = { noop: noopChain, spin: spinChain, touch: touchChain, touchAndMove: moveChain };

export function chainOf(job) {
  return (pool, state) => chains[job.task](pool, state, job.argument);
}

async function noopChain(pool, state) {
  for (let value = 1; !state.isOver; value++) {
    const before = state.latencies && performance.now();
    if ((await pool.noop(value)) !== value) throw new Error("noop() came back with another value");
    state.calls += 1;
    if (state.isCounting && state.latencies) state.latencies.record(performance.now() - before);
  }
}

async function spinChain(pool, state, rounds) {
  const expected = await pool.spin(rounds);
  while (!state.isOver) {
    if ((await pool.spin(rounds)) !== expected) throw new Error("spin() came back with another value");
    state.calls += 1;
  }
}

async function touchChain(pool, state, size) {
  const bytes = Buffer.alloc(size, 1);
  while (!state.isOver) {
    const before = state.latencies && performance.now();
    const answer = await pool.touch(bytes);
    if (answer.length !== size || answer[0] !== 2 || answer[size - 1] !== 1 || bytes[0] !== 1) {
      throw new Error("touch() came back with other bytes, or changed ours");
    }
    state.calls += 1;
    if (state.isCounting && state.latencies) state.latencies.record(performance.now() - before);
  }
}

/** What comes back goes out again: no buffer is made here. */
async function moveChain(pool, state, size) {
  let bytes = new Uint8Array(size).fill(1);
  for (let first = 2; !state.isOver; first = (first + 1) & 255) {
    const before = state.latencies && performance.now();
    const answer = await pool.touchAndMove(bytes);
    if (answer.length !== size || answer[0] !== first || answer[size - 1] !== 1 || bytes.length !== 0) {
      throw new Error("touchAndMove() came back with other bytes, or left ours where they were");
    }
    bytes = answer;
    state.calls += 1;
    if (state.isCounting && state.latencies) state.latencies.record(performance.now() - before);
  }
}
