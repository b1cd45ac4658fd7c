// Peers take turns (A B C, A B C, …), so that what disturbs the machine for a while disturbs all of them. A turn is
// a fresh process: start, check the answer, warm up, measure, stop.
import { setTimeout as delay } from "node:timers/promises";
import { checkAnswer } from "./check-answer.js";
import { cpuSecondsOf, idleSecondsOf } from "./machine.js";
import { startServer } from "./server-process.js";

/**
 * Resolves to one entry a variant: `results` maps a peer's name to its measurements by round, with a hole where there
 * is none; `failures` tells who failed and why. Ends early, between rounds, when the time is up.
 */
export async function measureInRounds(run) {
  const { options, scenario, peers } = run;
  const turns = options.rounds * peers.length * scenario.variants.length;
  const minutes = (turns * (options.warmUp + options.seconds + 1)) / 60;
  console.log(`About ${minutes.toFixed(1)} minutes: ${options.rounds} rounds, ${peers.length} peers.`);
  const deadline = performance.now() + options.maxMinutes * 60_000;

  const variants = [];
  for (const variant of scenario.variants) variants.push(await measureVariant(run, variant, deadline));
  return variants;
}

async function measureVariant({ options, scenario, peers, load, cores }, variant, deadline) {
  const results = new Map(peers.map(({ name }) => [name, []]));
  const failures = [];
  let rounds = 0;
  for (; rounds < options.rounds && performance.now() < deadline; rounds++) {
    for (const peer of peers) {
      if (failures.some(({ name }) => name === peer.name)) continue;
      try {
        const result = await takeTurn({ peer, scenario, variant, load, cores, options });
        results.get(peer.name)[rounds] = result;
        logTurn(variant, rounds, peer, result);
      } catch (error) {
        failures.push({ name: peer.name, reason: error.message });
        console.log(`${variant.name}: ${peer.name} failed: ${error.message}`);
      }
    }
  }
  return { variant, results, failures, rounds, isComplete: rounds === options.rounds };
}

async function takeTurn({ peer, scenario, variant, load, cores, options }) {
  const server = await startServer(peer, scenario.servers, cores.server);
  try {
    await checkAnswer(server.port, variant);
    const work = { port: server.port, variant, cpu: cores.load };
    if (options.warmUp > 0) await load.run({ ...work, seconds: options.warmUp });
    const [counted, usage] = await Promise.all([
      load.run({ ...work, seconds: options.seconds }),
      watchProcessor(server.pid, cores, options.seconds),
    ]);
    if (counted.answers === 0) throw new Error("not one answer was received under load");
    const rate = counted.answers / counted.seconds;
    return { ...counted, ...usage, rate, cpuMicroseconds: perRequest(usage.serverShare, rate) };
  } finally {
    await server.stop();
  }
}

const perRequest = (share, rate) => (share === undefined ? undefined : (share / rate) * 1e6);

/**
 * How the two cores were used, as shares of the time, well inside the measurement: the load's own start is left out.
 * `serverShare` can pass 1 by the coarseness of the clock, and where nothing is pinned by the server's other threads.
 */
async function watchProcessor(pid, cores, seconds) {
  const read = () => ({
    at: performance.now(),
    server: cpuSecondsOf(pid),
    core: idleSecondsOf(cores.server),
    loadCore: idleSecondsOf(cores.load),
  });
  await delay(500);
  const before = read();
  await delay(seconds * 1000 - 600);
  const now = read();
  const share = (from, to) => {
    if (from === undefined || to === undefined) return undefined;
    return ((to - from) * 1000) / (now.at - before.at);
  };
  return {
    serverShare: share(before.server, now.server),
    idleShare: share(before.core, now.core),
    loadIdleShare: share(before.loadCore, now.loadCore),
  };
}

function logTurn(variant, round, peer, { rate, latencyMs, badStatus, socketErrors }) {
  const complaints =
    badStatus + socketErrors === 0 ? "" : `, ${badStatus} bad, ${socketErrors} lost connections`;
  console.log(
    `${variant.name}, round ${round + 1}: ${peer.name} ${Math.round(rate)} requests/s, ` +
      `p99 ${latencyMs.p99.toFixed(2)} ms${complaints}`,
  );
}
