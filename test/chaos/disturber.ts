import type { Disturbance, Scene } from "./disturbance.ts";
import { pause } from "./patience.ts";

const longestGapMs = 2_000;
const longestMs = 4_000;
const mostAtOnce = 2;

/** Disturbs the server, by chance, for some time. */
export class Disturber {
  /** How often each was done. */
  readonly counts = new Map<string, number>();
  readonly #scene: Scene;
  readonly #choices: readonly Disturbance[];
  readonly #running = new Set<Promise<void>>();

  /** @param disturbances - those that can be done here */
  constructor(scene: Scene, disturbances: readonly Disturbance[]) {
    this.#scene = scene;
    this.#choices = disturbances.flatMap((one) => Array<Disturbance>(one.weight).fill(one));
  }

  /** Resolves when the time is over, and all is undone. */
  async run(ms: number): Promise<void> {
    const { random, disk } = this.#scene;
    for (const end = performance.now() + ms; performance.now() < end; ) {
      await pause(random.below(longestGapMs));
      disk.rotateLog();
      if (this.#running.size < mostAtOnce) this.#disturb(random.pick(this.#choices), random.below(longestMs));
    }
    await Promise.all(this.#running);
  }

  #disturb(disturbance: Disturbance, ms: number): void {
    this.counts.set(disturbance.name, 1 + (this.counts.get(disturbance.name) ?? 0));
    const undo = disturbance.start(this.#scene);
    if (undo === undefined) return;
    const running = pause(ms)
      .then(undo)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}
