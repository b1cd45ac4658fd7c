import type { Random } from "../support/random.ts";
import type { History } from "./history.ts";
import type { ServerUnderChaos } from "./server-under-chaos.ts";
import type { SmallDisk } from "./small-disk.ts";

/** What disturbances work on. */
export interface Scene {
  readonly server: ServerUnderChaos;
  readonly disk: SmallDisk;
  readonly history: History;
  readonly random: Random;
}

/** One thing that can go wrong with a server. */
export interface Disturbance {
  readonly name: string;
  /** How often it is chosen, beside others. */
  readonly weight: number;
  /** Why it cannot be done here; `undefined`: it can. */
  cannot?(scene: Scene): string | undefined;
  /** Begins it. @returns what ends it, or `undefined` if nothing was done or nothing is to be undone */
  start(scene: Scene): (() => void) | undefined;
}
