import { type Difference, differences } from "./differences.ts";
import { type Observation, observe } from "./observation.ts";
import type { Exchange } from "./requests/ask.ts";

const atOnce = 16;

/** One aspect in which the two sides part. */
export interface Parting {
  readonly exchange: Exchange;
  /** Such as `status`, `field etag` or `body`. */
  readonly aspect: string;
  /** `undefined`: it is not there. */
  readonly tornado: string | undefined;
  readonly typhoon: string | undefined;
  /** All that was seen, for reasons that lie in another aspect. */
  readonly ofTornado: Observation;
  readonly ofTyphoon: Observation;
}

/** Sends everything to both sides, and finds the reason for every parting. */
export class Comparison {
  readonly #tornadoPort: number;
  readonly #typhoonPort: number;
  /** How many exchanges were compared. */
  count = 0;
  /** How often each listed difference occurred. */
  readonly occurred: ReadonlyMap<Difference, number>;
  /** Those without a listed reason: each is a bug, ours or of the list. */
  readonly unlisted: string[] = [];
  readonly #occurred = new Map(differences.map((difference) => [difference, 0]));

  constructor(tornadoPort: number, typhoonPort: number) {
    this.#tornadoPort = tornadoPort;
    this.#typhoonPort = typhoonPort;
    this.occurred = this.#occurred;
  }

  async compareAll(exchanges: readonly Exchange[]): Promise<void> {
    for (let start = 0; start < exchanges.length; start += atOnce) {
      await Promise.all(exchanges.slice(start, start + atOnce).map((exchange) => this.#compare(exchange)));
    }
  }

  async #compare(exchange: Exchange): Promise<void> {
    const [ofTornado, ofTyphoon] = await Promise.all([
      observe(this.#tornadoPort, exchange),
      observe(this.#typhoonPort, exchange),
    ]);
    this.count++;
    for (const aspect of new Set([...ofTornado.keys(), ...ofTyphoon.keys()])) {
      const [tornado, typhoon] = [ofTornado.get(aspect), ofTyphoon.get(aspect)];
      if (tornado !== typhoon) this.#explain({ exchange, aspect, tornado, typhoon, ofTornado, ofTyphoon });
    }
  }

  #explain(parting: Parting): void {
    const reason = differences.find(({ explains }) => explains(parting));
    if (reason !== undefined) this.#occurred.set(reason, (this.#occurred.get(reason) ?? 0) + 1);
    else {
      const { exchange, aspect, tornado, typhoon } = parting;
      const both = [tornado, typhoon].map((value) => JSON.stringify(value)?.slice(0, 400));
      this.unlisted.push(`${exchange.name}: ${aspect}: Tornado ${both[0]}, Typhoon ${both[1]}`);
    }
  }
}
