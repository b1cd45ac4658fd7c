import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";

/** How to start a {@link ChildProgram}. */
export interface ChildProgramOptions {
  readonly args?: readonly string[];
  /** The Node that runs it. Default: the one that runs this. */
  readonly node?: string;
  /** Options of Node. */
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether it leads a process group of its own, as a program does that a shell has started. */
  readonly leadsGroup?: boolean;
}

/** A program in a process of its own, of which a test reads the lines as they come. */
export class ChildProgram {
  /** What it has written to standard output, and to standard error. */
  readonly stdout: Lines;
  readonly stderr: Lines;
  /** Its exit code, `null` when it was killed; it comes when no process has its outputs any more. */
  readonly exit: Promise<number | null>;
  readonly #child: ChildProcessWithoutNullStreams;

  /** Starts `file`; it is killed when the test ends. It is not told that it runs in a test. */
  constructor(t: TestContext, file: string | URL, options: ChildProgramOptions = {}) {
    const { args = [], execArgv = [], env = {}, leadsGroup = false, node = process.execPath } = options;
    const path = typeof file === "string" ? file : file.pathname;
    this.#child = spawn(node, [...execArgv, path, ...args], {
      env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
      detached: leadsGroup,
    });
    this.stdout = new Lines(this.#child.stdout);
    this.stderr = new Lines(this.#child.stderr);
    this.exit = new Promise((resolve) => this.#child.once("close", (code) => resolve(code)));
    t.after(() => this.#child.kill("SIGKILL"));
  }

  /** Ends it as a crash would, or sends another signal. */
  kill(signal: NodeJS.Signals = "SIGKILL"): void {
    this.#child.kill(signal);
  }

  /** Ends its standard input. */
  end(): void {
    this.#child.stdin.end();
  }
}

const patienceMs = 60_000;

/** The lines of a stream. */
export class Lines {
  readonly all: string[] = [];
  #waiting: { readonly pattern: RegExp; readonly resolve: (line: string) => void }[] = [];

  constructor(stream: NodeJS.ReadableStream) {
    createInterface(stream).on("line", (line) => this.#receive(line));
  }

  /** The first line that matches, waiting for it if it is still to come; not for ever, so that a test ends. */
  find(pattern: RegExp): Promise<string> {
    const found = this.all.find((line) => pattern.test(line));
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new Error(`No line matches ${pattern}:\n${this.all.join("\n")}`));
      const timer = setTimeout(giveUp, patienceMs);
      this.#waiting.push({
        pattern,
        resolve: (line) => {
          clearTimeout(timer);
          resolve(line);
        },
      });
    });
  }

  matching(pattern: RegExp): readonly string[] {
    return this.all.filter((line) => pattern.test(line));
  }

  #receive(line: string): void {
    this.all.push(line);
    for (const { resolve } of this.#waiting.filter(({ pattern }) => pattern.test(line))) resolve(line);
    this.#waiting = this.#waiting.filter(({ pattern }) => !pattern.test(line));
  }
}
