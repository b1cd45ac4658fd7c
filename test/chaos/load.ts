import { Random } from "../support/random.ts";
import type { Ledger } from "./ledger.ts";
import { pause } from "./patience.ts";
import { RequestMaker } from "./requests.ts";
import { session } from "./session.ts";

const clients = 50;
const leavesOneIn = 15;
const longestPauseMs = 200;

/** Clients that send requests until they are to stop. */
export class Load {
  readonly #done: Promise<unknown>;
  #isStopping = false;

  /** @param seed - what each of them does follows from it */
  constructor(port: number, ledger: Ledger, seed: number) {
    const run = async (client: number) => {
      const random = new Random(seed * clients + client);
      const maker = new RequestMaker(random, `${client}`);
      while (!this.#isStopping) {
        await session({ port, random, ledger, next: () => maker.next(), leavesOneIn });
        await pause(random.below(longestPauseMs));
      }
    };
    this.#done = Promise.all(Array.from({ length: clients }, (_, client) => run(client)));
  }

  /** Resolves when each of them has its response. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#done;
  }
}

const calmClients = 8;
const calmSessions = 200;

/** A load that harms nothing, and of which each request must be answered rightly: of new connections each goes to another process. */
export async function calmLoad(port: number, ledger: Ledger, name: string): Promise<void> {
  let left = calmSessions;
  const run = async (client: number) => {
    const random = new Random(client);
    const maker = new RequestMaker(random, `${name}-${client}`);
    while (left-- > 0) await session({ port, random, ledger, next: () => maker.harmless() });
  };
  await Promise.all(Array.from({ length: calmClients }, (_, client) => run(client)));
}
