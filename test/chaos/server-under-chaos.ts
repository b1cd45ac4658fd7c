import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { RawHTTPClient } from "../support/raw-http-client.ts";
import { becomesTrue, patiently } from "./patience.ts";
import { type ProcessEntry, processesWith } from "./process-table.ts";
import type { SmallDisk } from "./small-disk.ts";
import { sizes, variables } from "./variables.ts";

const program = fileURLToPath(new URL("server.js", import.meta.url));

/** What a serving process says of itself. */
export interface ProcessState {
  readonly pid: number;
  readonly heapBytes: number;
  readonly threads: PoolState;
  readonly children: PoolState;
}

interface PoolState {
  readonly workers: number;
  readonly running: number;
  readonly queued: number;
}

/** The server, as the one who disturbs it sees it. */
export class ServerUnderChaos {
  readonly port: number;
  readonly #run: string;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  #lines: string[] = [];
  #isEnded = false;

  private constructor(port: number, disk: SmallDisk, ranFile: string) {
    this.port = port;
    this.#run = `${process.pid}-${Date.now()}`;
    this.#child = spawn(process.execPath, [program], {
      env: {
        ...process.env,
        [variables.run]: this.#run,
        [variables.port]: String(port),
        [variables.folder]: disk.folder,
        [variables.ranFile]: ranFile,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => this.#lines.push(line));
    }
    this.#child.once("exit", () => {
      this.#isEnded = true;
    });
  }

  /** Starts it. */
  static async start(disk: SmallDisk, ranFile: string): Promise<ServerUnderChaos> {
    return new ServerUnderChaos(await freePort(), disk, ranFile);
  }

  /** Whether the first process is gone. */
  get hasEnded(): boolean {
    return this.#isEnded;
  }

  /** The first process. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** All processes that the server has started, and that live. */
  all(): ProcessEntry[] {
    return processesWith(variables.run, this.#run);
  }

  /** The processes that answer requests. */
  serving(): ProcessEntry[] {
    return this.all().filter(({ parent }) => parent === this.pid);
  }

  /** The workers of their process pools. */
  workers(): ProcessEntry[] {
    const all = this.all();
    const serving = all.filter(({ parent }) => parent === this.pid).map(({ pid }) => pid);
    return all.filter(({ parent }) => serving.includes(parent));
  }

  /** Stops to read what the server writes, or goes on with it. */
  setReading(isReading: boolean): void {
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (isReading) stream.resume();
      else stream.pause();
    }
  }

  /** What was written since this was asked last. */
  takeLines(): string[] {
    return this.#lines.splice(0);
  }

  /** The state of each serving process, once all are there and have nothing to do; `undefined` if that does not come. */
  async calmStates(): Promise<ProcessState[] | undefined> {
    let states: ProcessState[] = [];
    const areCalm = await becomesTrue(async () => {
      states = await this.#states();
      return states.length === sizes.processes && states.every(isCalm);
    });
    return areCalm ? states : undefined;
  }

  /** Asks it to end in good order. @returns the exit code; `null` if it was killed, `undefined` if it does not end */
  async end(): Promise<number | null | undefined> {
    const ended = once(this.#child, "exit");
    if (this.#isEnded) return this.#child.exitCode;
    this.#child.kill("SIGTERM");
    return (await patiently(ended))?.[0];
  }

  /** Ends all that is left of it. */
  killAll(): void {
    for (const { pid } of this.all()) process.kill(pid, "SIGKILL");
  }

  /** Connections go to the processes in turn. */
  async #states(): Promise<ProcessState[]> {
    const states = new Map<number, ProcessState>();
    for (let asked = 0; asked < 3 * sizes.processes; asked++) {
      const state = await askState(this.port);
      if (state !== undefined) states.set(state.pid, state);
    }
    return [...states.values()];
  }
}

function isCalm({ threads, children }: ProcessState): boolean {
  return [threads, children].every(({ running, queued }) => running === 0 && queued === 0);
}

async function askState(port: number): Promise<ProcessState | undefined> {
  try {
    const client = await RawHTTPClient.connect(port);
    void client.send("GET /state HTTP/1.1\r\nHost: chaos\r\n\r\n");
    const response = await patiently(client.readResponse(), 10_000);
    client.close();
    return response?.code === 200 ? JSON.parse(response.body) : undefined;
  } catch {
    return undefined;
  }
}

/** Below the ports that the system gives to clients: one of those would otherwise take it while nothing listens. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    const probe = createServer().listen(port, "127.0.0.1");
    try {
      await once(probe, "listening");
      probe.close();
      await once(probe, "close");
      return port;
    } catch {
      // Another program has it.
    }
  }
}
