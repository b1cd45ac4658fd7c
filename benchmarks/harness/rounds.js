// Peers take turns (A B C, A B C, …), so that what disturbs the machine for a while disturbs all of them. A turn is
// a fresh process; what happens in it is up to the scenario's kind.

/**
 * Resolves to one entry a variant: `results` maps a peer's name to its measurements by round, with a hole where there
 * is none; `failures` tells who failed and why. Ends early, after a round, at the deadline.
 */
export async function measureInRounds(run, deadline) {
  const { options, scenario } = run;
  const seconds = scenario.variants.reduce(
    (sum, variant) =>
      sum + peersOf(run, variant).length * (scenario.kind.turnSeconds(options, variant, scenario) + 1),
    0,
  );
  console.log(`About ${((options.rounds * seconds) / 60).toFixed(1)} minutes, ${options.rounds} rounds.`);

  const variants = [];
  for (const variant of scenario.variants) variants.push(await measureVariant(run, variant, deadline));
  return variants;
}

/** A variant may be for some of the scenario's peers only. */
function peersOf({ peers }, variant) {
  return peers.filter(({ name }) => variant.peers?.includes(name) ?? true);
}

async function measureVariant(run, variant, deadline) {
  const { options, scenario } = run;
  const peers = peersOf(run, variant);
  const results = new Map(peers.map(({ name }) => [name, []]));
  const failures = [];
  let rounds = 0;
  for (; rounds < options.rounds && (rounds === 0 || performance.now() < deadline); rounds++) {
    for (const peer of peers) {
      if (failures.some(({ name }) => name === peer.name)) continue;
      try {
        const result = await scenario.kind.takeTurn(run, peer, variant);
        results.get(peer.name)[rounds] = result;
        const said = scenario.kind.describe(result);
        console.log(`${variant.name}, round ${rounds + 1}: ${peer.name} ${said}`);
      } catch (error) {
        failures.push({ name: peer.name, reason: error.message });
        console.log(`${variant.name}: ${peer.name} failed: ${error.message}`);
      }
    }
  }
  return { variant, peers, results, failures, rounds, isComplete: rounds === options.rounds };
}
