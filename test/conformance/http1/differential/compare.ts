import { Random } from "../../../support/random.ts";
import { NodeSide } from "./node-side.ts";
import { isSameRequest, type Observation } from "./observation.ts";
import { OurSide } from "./our-side.ts";
import { RequestGenerator } from "./request-generator.ts";
import { type Disagreement, strictnesses } from "./strictnesses.ts";

const batchSize = 64;
/** Enough to see what is wrong. */
const mostUnexplained = 10;

/** How often the two servers agreed, and why they did not. */
export interface Report {
  readonly requests: number;
  readonly connections: number;
  readonly refusedByBoth: number;
  /** How often each named strictness explained a disagreement. */
  readonly explained: ReadonlyMap<string, number>;
  /** Each is a bug, ours or of the table. */
  readonly unexplained: readonly Disagreement[];
}

/** Sends at least `least` generated requests to our server and to `node:http`. */
export async function compareServers(seed: number, least: number): Promise<Report> {
  const generator = new RequestGenerator(new Random(seed));
  const node = new NodeSide();
  const comparison = new Comparison();
  while (comparison.requests < least && comparison.unexplained.length < mostUnexplained) {
    const batch = Array.from({ length: batchSize }, () => generator.next());
    const observations = await node.observe(batch.map(({ bytes }) => bytes));
    for (const [index, { bytes, count }] of batch.entries()) {
      const their = observations[index];
      if (their !== undefined) comparison.add(bytes, count, their);
    }
  }
  comparison.close();
  return comparison;
}

/** Sends to our server what `node:http` has seen, and keeps the count. */
class Comparison implements Report {
  requests = 0;
  connections = 0;
  refusedByBoth = 0;
  readonly explained = new Map<string, number>();
  readonly unexplained: Disagreement[] = [];
  readonly #side = new OurSide();

  /** @param count - of how many requests the bytes were made */
  add(bytes: string, count: number, their: Observation): void {
    this.requests += count;
    this.connections++;
    const our = this.#side.observe(bytes);
    if (our.outcome.kind === "refused" && their.outcome.kind === "refused") this.refusedByBoth++;
    const disagreement = compare(bytes, our, their, this.#side);
    if (disagreement !== undefined) this.#explain(disagreement);
  }

  close(): void {
    this.#side.close();
  }

  #explain(disagreement: Disagreement): void {
    const reason = strictnesses.find(({ explains }) => explains(disagreement));
    if (reason === undefined) this.unexplained.push(disagreement);
    else this.explained.set(reason.name, (this.explained.get(reason.name) ?? 0) + 1);
  }
}

/** @returns where the two part, if they do */
function compare(
  bytes: string,
  our: Observation,
  their: Observation,
  side: OurSide,
): Disagreement | undefined {
  let index = 0;
  for (; index < our.requests.length && index < their.requests.length; index++) {
    const ours = our.requests[index];
    const theirs = their.requests[index];
    if (ours === undefined || theirs === undefined || !isSameRequest(ours, theirs)) break;
  }
  const ourRequest = our.requests[index];
  const theirRequest = their.requests[index];
  const isEnd = !ourRequest?.isComplete && !theirRequest?.isComplete;
  if (isEnd && our.outcome.kind === their.outcome.kind) return undefined;
  const complete = our.requests.slice(0, index).filter(({ isComplete }) => isComplete).length;
  const agreed = complete === 0 ? 0 : side.lengthOf(complete, bytes);
  const parted = bytes.slice(agreed).replace(/^(?:\r\n)+/, "");
  const headEnd = parted.search(/\r\n\r\n/);
  const headSize = headEnd === -1 ? parted.length : headEnd + 4;
  return {
    before: bytes.slice(0, agreed),
    head: parted.slice(0, headSize),
    rest: parted.slice(headSize),
    our: ourRequest?.isComplete ? { kind: "request", request: ourRequest } : our.outcome,
    their: theirRequest?.isComplete ? { kind: "request", request: theirRequest } : their.outcome,
  };
}
