import { Random } from "../../../support/random.ts";
import { cases } from "../cases/all.ts";
import type { Observation } from "../differential/observation.ts";
import { OurSide } from "../differential/our-side.ts";
import { RequestGenerator } from "../differential/request-generator.ts";

/** An input whose answer depends on how it was cut, or which made the server fail. */
export interface Finding {
  readonly bytes: string;
  readonly cuts: readonly number[];
  readonly whole: Observation;
  readonly cut: Observation;
}

/**
 * Sends generated requests, changed cases of the conformance suite, and noise; each whole, cut at random, and byte by
 * byte.
 */
export function fuzz(seed: number, count: number): Finding[] {
  const random = new Random(seed);
  const generator = new RequestGenerator(random);
  const side = new OurSide();
  const findings: Finding[] = [];
  for (let i = 0; i < count && findings.length < 10; i++) {
    const bytes = nextInput(random, generator);
    const whole = side.observe(bytes);
    for (const cuts of [randomCuts(random, bytes.length), everyPosition(bytes.length)]) {
      const cut = side.observe(bytes, cuts);
      if (hasFailed(whole) || JSON.stringify(cut) !== JSON.stringify(whole))
        findings.push({ bytes, cuts, whole, cut });
    }
  }
  side.close();
  return findings;
}

function nextInput(random: Random, generator: RequestGenerator): string {
  switch (random.below(4)) {
    case 0:
      return generator.noise();
    case 1:
      return generator.mutate(random.pick(cases).bytes.slice(0, 600));
    default:
      return generator.next().bytes;
  }
}

function randomCuts(random: Random, length: number): number[] {
  const cuts = Array.from({ length: random.below(6) }, () => random.below(length + 1));
  return cuts.sort((one, other) => one - other);
}

function everyPosition(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/** Whatever a client sends, the fault is the client's. */
function hasFailed({ outcome }: Observation): boolean {
  return outcome.kind === "refused" && !outcome.reason.startsWith("Malformed HTTP message");
}
