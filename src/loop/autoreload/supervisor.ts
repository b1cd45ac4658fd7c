import { type ChildProcess, spawn } from "node:child_process";
import { writeSync } from "node:fs";
import { constants } from "node:os";
import { type ReloadMessage, supervisorVariable } from "./messages.ts";
import type { Program } from "./program.ts";
import { SourceWatcher } from "./source-watcher.ts";

/** How long a program may take for its reload hooks. */
const patienceMs = 5_000;

/** Runs a program in a process of its own, and again whenever its code is changed. */
export class Supervisor {
  readonly #program: Program;
  readonly #onEnd: (code: number) => void;
  readonly #watcher: SourceWatcher;
  readonly #watched = new Set<string>();
  #child: ChildProcess | undefined;
  /** Whether the child has said that it listens to us. */
  #isReady = false;
  #isReloading = false;

  /**
   * @param program - what is run
   * @param onEnd - called with its exit code when it has ended by itself, and without an error
   */
  constructor(program: Program, onEnd: (code: number) => void) {
    this.#program = program;
    this.#onEnd = onEnd;
    this.#watcher = new SourceWatcher(program, (path) => this.#changed(path));
  }

  /** Starts the program. */
  async start(): Promise<void> {
    await this.#watcher.ready();
    this.#spawn();
  }

  #spawn(): void {
    const { node, args } = this.#program;
    this.#isReady = false;
    this.#isReloading = false;
    this.#child = spawn(node, args, {
      env: { ...process.env, [supervisorVariable]: String(process.pid) },
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    })
      .on("message", (message) => this.#told(message))
      .on("exit", (code, signal) => this.#exited(code, signal));
  }

  #told(message: unknown): void {
    this.#isReady = true;
    if (typeof message !== "object" || message === null || !("watch" in message)) return;
    const path = String(message.watch);
    if (this.#watched.has(path)) return;
    this.#watched.add(path);
    this.#watcher.add(path);
  }

  #changed(path: string): void {
    if (this.#child === undefined) return this.#spawn();
    if (this.#isReloading) return;
    this.#isReloading = true;
    const child = this.#child;
    // Whatever is at its top level has no say in it.
    if (!this.#isReady) return void child.kill("SIGKILL");
    child.send({ changed: path } satisfies ReloadMessage, () => {});
    const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    child.once("exit", () => clearTimeout(timer));
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    this.#child = undefined;
    if (this.#isReloading) return this.#spawn();
    if (code === 0) return this.#onEnd(0);
    if (signal !== null) return this.#onEnd(128 + constants.signals[signal]);
    // What is wrong, such as an error of the syntax, was said by Node. The thread of the logger waits.
    writeSync(2, `The program ended with code ${code}: it is started again when a file is changed\n`);
  }
}
