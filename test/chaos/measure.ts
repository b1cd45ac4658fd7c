import { ownDescriptorsOf, residentBytesOf } from "./process-table.ts";
import type { ServerUnderChaos } from "./server-under-chaos.ts";

/** What has to be at the end as it was at the start. */
export interface Measures {
  readonly processes: number;
  /** Threads and processes of all pools. */
  readonly workers: number;
  /** Descriptors of the first process, and of the serving process that has most. */
  readonly firstDescriptors: number;
  readonly mostDescriptors: number;
  /** Memory, in MiB, of the same, and the heap after a collection. */
  readonly firstMb: number;
  readonly mostMb: number;
  readonly heapMb: number;
}

const mb = 1024 * 1024;

/** Measures a server that has nothing to do; `undefined` if it does not come to that. */
export async function measure(server: ServerUnderChaos): Promise<Measures | undefined> {
  const states = await server.calmStates();
  if (states === undefined) return undefined;
  const pids = states.map(({ pid }) => pid);
  return {
    processes: server.serving().length,
    workers: sum(states.map(({ threads, children }) => threads.workers + children.workers)),
    firstDescriptors: ownDescriptorsOf(server.pid),
    mostDescriptors: Math.max(...pids.map(ownDescriptorsOf)),
    firstMb: Math.round(residentBytesOf(server.pid) / mb),
    mostMb: Math.round(Math.max(...pids.map(residentBytesOf)) / mb),
    heapMb: Math.round(Math.max(...states.map(({ heapBytes }) => heapBytes)) / mb),
  };
}

/** By how much each may be greater in the end: how many sockets and blocks of memory are kept for the next use is chance. */
const margins: Readonly<Record<keyof Measures, number>> = {
  processes: 0,
  workers: 0,
  firstDescriptors: 2,
  mostDescriptors: 8,
  firstMb: 40,
  mostMb: 100,
  heapMb: 20,
};

/** What is not as it was. */
export function differences(before: Measures | undefined, after: Measures | undefined): string[] {
  if (before === undefined) return ["the server did not come to rest at the start"];
  if (after === undefined)
    return ["the server did not come to rest at the end: a process or a worker is lost"];
  const names = Object.keys(margins) as (keyof Measures)[];
  return names
    .filter(
      (name) =>
        after[name] > before[name] + margins[name] || (margins[name] === 0 && after[name] < before[name]),
    )
    .map((name) => `${name} were ${before[name]} at the start and are ${after[name]} at the end`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
