import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "../support/random.ts";
import type { Disturbance, Scene } from "./disturbance.ts";
import { Disturber } from "./disturber.ts";
import { History } from "./history.ts";
import { Ledger } from "./ledger.ts";
import { calmLoad, Load } from "./load.ts";
import { differences, measure } from "./measure.ts";
import { becomesTrue } from "./patience.ts";
import { ServerUnderChaos } from "./server-under-chaos.ts";
import { fillDisk, pauseReader, starveDescriptors } from "./shortages.ts";
import { killProcess, killWorker, stopFirstProcess, stopProcess, stopWorker } from "./signals.ts";
import { SmallDisk } from "./small-disk.ts";

const disturbances: readonly Disturbance[] = [
  killProcess,
  killWorker,
  stopProcess,
  stopFirstProcess,
  stopWorker,
  pauseReader,
  fillDisk,
  starveDescriptors,
];

/**
 * Disturbs a server for so long, and says what became of it.
 *
 * @param seed - the disturbances, and what each client does, follow from it
 * @returns what does not hold
 */
export async function runChaos(ms: number, seed: number): Promise<string[]> {
  using disk = new SmallDisk();
  const notes = mkdtempSync(join(tmpdir(), "typhoon-chaos-notes-"));
  const ranFile = join(notes, "ran");
  const server = await ServerUnderChaos.start(disk, ranFile);
  const stop = () => process.exit(stopped(server, disk));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const ledger = new Ledger(new History());
    return [
      ...(await disturb(server, disk, ledger, ms, seed)),
      ...ranTwice(ranFile),
      ...(await endOf(server)),
    ];
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    server.killAll();
    rmSync(notes, { recursive: true, force: true });
  }
}

async function disturb(
  server: ServerUnderChaos,
  disk: SmallDisk,
  ledger: Ledger,
  ms: number,
  seed: number,
): Promise<string[]> {
  const scene: Scene = { server, disk, history: ledger.history, random: new Random(seed) };
  await server.calmStates();
  await calmLoad(server.port, ledger, "start");
  const before = await measure(server);
  const load = new Load(server.port, ledger, seed);
  const disturber = new Disturber(scene, possible(scene));
  await disturber.run(ms);
  await load.stop();
  // What it had at the start it has to have again, and to answer everything rightly.
  await calmLoad(server.port, ledger, "end");
  const after = await measure(server);
  print("done to the server", disturber.counts);
  print("what became of the requests", ledger.counts);
  console.table({ before, after });
  const lines = server.takeLines().filter((line) => !line.startsWith("{"));
  return [...ledger.faults, ...differences(before, after), ...crashes(lines)];
}

function possible(scene: Scene): Disturbance[] {
  return disturbances.filter((disturbance) => {
    const reason = disturbance.cannot?.(scene);
    if (reason !== undefined) console.log(`Not done here: ${disturbance.name}, as ${reason}`);
    return reason === undefined;
  });
}

/** What a process says that is not in the format of the log it says when it dies of an error. */
function crashes(lines: readonly string[]): string[] {
  return lines
    .filter((line) => /^\w*Error\b|Uncaught|unhandled/i.test(line))
    .slice(0, 5)
    .map((line) => `the server wrote: ${line}`);
}

/** A job that was begun on a worker that died is not begun again. */
function ranTwice(file: string): string[] {
  const seen = new Set<string>();
  const twice = readFileSync(file, "utf8")
    .split("\n")
    .filter((id) => id !== "" && seen.size === seen.add(id).size);
  return twice.slice(0, 5).map((id) => `the job of request ${id} ran twice`);
}

async function endOf(server: ServerUnderChaos): Promise<string[]> {
  const code = await server.end();
  // The workers of a process that has ended see the end of their channel.
  const areGone = await becomesTrue(() => server.all().length === 0, 10_000);
  return [
    ...(code === 0
      ? []
      : [`SIGTERM ended the server with ${code ?? "nothing: it did not end, or was killed"}`]),
    ...(areGone ? [] : server.all().map(({ pid, command }) => `process ${pid} was left: ${command}`)),
  ];
}

/** Somebody has lost patience. */
function stopped(server: ServerUnderChaos, disk: SmallDisk): number {
  server.killAll();
  disk[Symbol.dispose]();
  return 130;
}

function print(title: string, counts: ReadonlyMap<string, number>): void {
  console.log(`\n${title}:`);
  for (const [name, count] of [...counts].sort(([, a], [, b]) => b - a))
    console.log(`${String(count).padStart(8)}  ${name}`);
}
