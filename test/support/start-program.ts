import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

/** The folder with package.json. */
export const packageFolder: string = fileURLToPath(new URL("../../..", import.meta.url));

/** How a program is started. */
export interface ProgramOptions {
  /** The Node that runs it. Default: the one that runs this. */
  readonly node?: string;
  /** Where it is started. Default: the package's folder. */
  readonly cwd?: string;
  /** Environment variables beside the test's own and `PORT=0`. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What the program answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/**
 * Starts a server program in a process of its own, and resolves when it says where it listens.
 *
 * It is killed when the test ends; if it wrote anything to stderr until then, the test fails. The watchdog's reports do
 * not count: some programs block their loop to show what that does. Nor do lines of the access log for what a test asks
 * wrongly on purpose.
 *
 * @param args - for Node: its options and the file
 */
export async function startProgram(
  t: TestContext,
  args: readonly string[],
  { node = process.execPath, cwd = packageFolder, env = {} }: ProgramOptions = {},
): Promise<Program> {
  const child = spawn(node, args, {
    cwd,
    // What a test runner tells its children is no business of the program.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const program = new Program(child);
  t.after(() => program.kill());
  await program.said(/^listening on /);
  return program;
}

/** Starts `examples/<name>`, compiled. */
export function startExample(
  t: TestContext,
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  return startProgram(t, [`build/examples/${name}/main.js`], { env });
}

/** A program that runs. */
export class Program {
  /** What it has written to stdout. */
  readonly lines: string[] = [];
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  #errors = "";
  #hasEnded = false;
  readonly #changes = new EventEmitter();

  constructor(child: ChildProcessByStdio<null, Readable, Readable>) {
    this.#child = child;
    createInterface({ input: child.stdout }).on("line", (line) => {
      this.lines.push(line);
      this.#changes.emit("change");
    });
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (isStallReport(line) || isRefusal(line)) return;
      this.#errors += `${line}\n`;
      this.#changes.emit("change");
    });
    child.on("close", () => {
      this.#hasEnded = true;
      this.#changes.emit("change");
    });
  }

  /** Resolves with the line that fits, once the program has written it; fails if it ends or complains instead. */
  async said(pattern: RegExp): Promise<string> {
    for (;;) {
      const line = this.lines.find((written) => pattern.test(written));
      if (line !== undefined) return line;
      const isSilent = !this.#hasEnded && this.#errors === "";
      assert.ok(
        isSilent,
        `The program did not say ${pattern} but: ${this.lines.join("\n")}\n${this.#errors}`,
      );
      await once(this.#changes, "change");
    }
  }

  /** Sends a request on a connection of its own; with a body it is a POST of a form. */
  async fetch(path: string, body?: string): Promise<Answer> {
    const outgoing = this.#open(path, body);
    outgoing.end(body);
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece as Buffer);
    const { statusCode = 0, headers } = response;
    return { status: statusCode, headers, body: Buffer.concat(pieces).toString() };
  }

  /** Asks the program to end, and resolves when it has. */
  async end(): Promise<void> {
    this.#child.kill("SIGTERM");
    while (!this.#hasEnded) await once(this.#changes, "change");
  }

  /** Ends the program, whatever it does. */
  async kill(): Promise<void> {
    if (!this.#hasEnded) {
      this.#child.kill("SIGKILL");
      await once(this.#child, "close");
    }
    assert.equal(this.#errors, "", "the program wrote to stderr");
  }

  #open(path: string, body: string | undefined) {
    const headers = {
      "Content-Type": "application/x-www-form-urlencoded",
      "Content-Length": String(Buffer.byteLength(body ?? "")),
    };
    return request({
      host: "127.0.0.1",
      port: new URL(this.#url).port,
      path,
      method: body === undefined ? "GET" : "POST",
      headers: body === undefined ? {} : headers,
      agent: false,
    });
  }

  get #url(): string {
    return this.lines.find((line) => line.startsWith("listening on "))?.slice("listening on ".length) ?? "";
  }
}

function isStallReport(line: string): boolean {
  return line.includes('"typhoon.general"') && line.includes("Event loop ") && line.includes("blocked for ");
}

function isRefusal(line: string): boolean {
  return /"level":"warn".*"name":"typhoon\.access".*"msg":"4\d\d /.test(line);
}
