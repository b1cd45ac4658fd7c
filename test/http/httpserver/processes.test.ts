import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { Agent, type IncomingMessage, request as plainRequest, type RequestOptions } from "node:http";
import {
  Agent as SecureAgent,
  type RequestOptions as SecureOptions,
  request as secureRequest,
} from "node:https";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { bindSockets } from "typhoon/netutil";
import { authority } from "../../support/certificates.ts";
import { ChildProgram, type ChildProgramOptions } from "../../support/child-program.ts";
import { newerNode, withoutNewerNode } from "../../support/newer-node.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const file = new URL("programs/processes.js", import.meta.url);

/** What it says of itself. */
interface About {
  readonly task: number;
  readonly pid: number;
  readonly isWatched: boolean;
  readonly four: number;
}

/** The program, both of whose processes listen. */
async function started(t: TestContext, options: ChildProgramOptions = {}) {
  const folder = temporaryFolder(t);
  const program = new ChildProgram(t, file, { ...options, env: { FOLDER: folder, ...options.env } });
  const [first, second] = await Promise.all([
    program.stdout.find(/^ports .* as 0$/),
    program.stdout.find(/^ports .* as 1$/),
  ]);
  const [, port = "", securePort = ""] = first.split(" ");
  const pids = [first, second].map((line) => Number(line.split(" ")[4]));
  const plain: RequestOptions = { host: "127.0.0.1", port };
  const secure: SecureOptions = { host: "127.0.0.1", port: securePort, ca: authority };
  const unix: RequestOptions = { socketPath: join(folder, "unix.sock") };
  return {
    program,
    folder,
    pids,
    plain,
    secure,
    unix,
    ports: [first, second].map((l) => l.split(" of ")[0]),
  };
}

async function send(request: typeof plainRequest, options: SecureOptions, body?: string): Promise<string> {
  const toSend: SecureOptions = { path: "/", method: body === undefined ? "GET" : "POST", ...options };
  const outgoing = request(toSend);
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  let text = "";
  for await (const piece of response) text += piece;
  assert.equal(response.statusCode, 200);
  return text;
}

async function about(options: RequestOptions): Promise<About> {
  return JSON.parse(await send(plainRequest, options)) as About;
}

/** Each accepts by itself, so it is chance who answers. */
async function aboutEach(options: RequestOptions): Promise<About[]> {
  const answers = new Map<number, About>();
  for (let asked = 0; answers.size < 2 && asked < 1_000; asked++) {
    const answer = await about({ ...options, agent: false });
    answers.set(answer.pid, answer);
  }
  return [...answers.values()];
}

test("two processes share ports, a Unix socket and threads; one that crashes is replaced; SIGTERM drains", async (t) => {
  const { program, pids, plain, secure, unix, ports } = await started(t);

  assert.equal(ports[0], ports[1]);
  const answers = [await about(unix), ...(await aboutEach(plain))];
  assert.deepEqual([...new Set(answers.map(({ pid }) => pid))].sort(), [...pids].sort());
  for (const { task, pid, isWatched, four } of answers) {
    assert.deepEqual([pid, isWatched, four], [pids[task], true, 4]);
  }
  assert.equal(await send(secureRequest, { ...secure, agent: false }, "over TLS"), "over TLS");

  await assert.rejects(send(plainRequest, { ...plain, path: "/crash", agent: false }), {
    code: "ECONNRESET",
  });
  await program.stderr.find(/Process [01] \(pid \d+\) exited with status 9, restarting/);
  await program.stdout.find(new RegExp(`^ports .* of (?!${pids[0]} |${pids[1]} )`));

  const held = send(plainRequest, { ...plain, path: "/held", agent: false });
  await program.stdout.find(/^held$/);
  program.kill("SIGTERM");
  assert.equal(await held, "answered all the same");
  assert.equal(await program.exit, 0);
  assert.equal(program.stderr.all.length, 1);
});

test("while every process is started again, the port queues connections", async (t) => {
  const { program, pids, plain, secure } = await started(t);

  for (const pid of pids) process.kill(pid, "SIGKILL");
  await Promise.all(
    [0, 1].map((task) =>
      program.stderr.find(new RegExp(`Process ${task} .* was killed by SIGKILL, restarting`)),
    ),
  );
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => send(plainRequest, { ...plain, agent: false }, "x")),
    send(secureRequest, { ...secure, agent: false }, "x"),
  ]);

  assert.deepEqual(answers, Array(21).fill("x"));
});

/** Opens a connection to this one of the processes, which waits for the next request of it. */
async function keepConnectionTo(t: TestContext, pid: number | undefined, port: number): Promise<void> {
  for (;;) {
    const client = await RawHTTPClient.connect(port);
    t.after(() => client.close());
    void client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
    const { body } = await client.readResponse();
    if (JSON.parse(body).pid === pid) return;
    client.close();
  }
}

/** Sends one request after the other until it is told to stop, and counts them. */
class SteadyClient {
  answers = 0;
  readonly #send: () => Promise<string>;
  #isOver = false;

  constructor(send: () => Promise<string>) {
    this.#send = send;
  }

  async run(): Promise<void> {
    while (!this.#isOver && this.answers < 20_000) {
      assert.equal(await this.#send(), "x");
      this.answers++;
    }
    assert.ok(this.#isOver, "the restart took too long for a test");
  }

  stop(): void {
    this.#isOver = true;
  }
}

test("a rolling restart loses no request, on kept and on new connections, over TCP, TLS and a Unix socket", async (t) => {
  const { program, pids, plain, secure, unix } = await started(t);
  const kept = new Agent({ keepAlive: true, maxSockets: 2 });
  const keptSecure = new SecureAgent({ keepAlive: true, maxSockets: 1 });
  t.after(() => [kept, keptSecure].map((agent) => agent.destroy()));
  const clients = [
    new SteadyClient(() => send(plainRequest, { ...plain, agent: kept }, "x")),
    new SteadyClient(() => send(plainRequest, { ...plain, agent: kept }, "x")),
    new SteadyClient(() => send(plainRequest, { ...plain, agent: false }, "x")),
    new SteadyClient(() => send(secureRequest, { ...secure, agent: keptSecure }, "x")),
    new SteadyClient(() => send(secureRequest, { ...secure, agent: false }, "x")),
    new SteadyClient(() => send(plainRequest, { ...unix, agent: kept }, "x")),
  ];
  const running = clients.map((client) => client.run());

  program.kill("SIGHUP");
  for (const pid of pids) await program.stdout.find(new RegExp(`^gone ${pid}$`));
  for (const client of clients) client.stop();
  await Promise.all(running);

  assert.ok(clients.every(({ answers }) => answers > 0));
  const now = await about({ ...plain, agent: false });
  assert.ok(!pids.includes(now.pid));
  program.kill("SIGTERM");
  assert.equal(await program.exit, 0);
  assert.deepEqual(program.stderr.all, []);
});

test("a new version that does not start is given up, and the old processes go on", async (t) => {
  const { program, folder, pids, plain } = await started(t);
  writeFileSync(join(folder, "broken"), "");

  program.kill("SIGHUP");
  await program.stderr.find(/did not become ready: the restart is given up, and the old processes go on/);

  const answers = await aboutEach(plain);
  assert.deepEqual(answers.map(({ pid }) => pid).sort(), [...pids].sort());
});

test("a new process that crashes while the old one still ends is replaced at once", async (t) => {
  const { program, pids, plain } = await started(t);
  await keepConnectionTo(t, pids[0], Number(plain.port));
  const another = (...known: readonly unknown[]) =>
    program.stdout.find(new RegExp(`^ports .* of (?!(?:${known.join("|")}) )\\d+ as 0$`));

  program.kill("SIGHUP");
  const successor = (await another(...pids)).split(" ")[4];
  process.kill(Number(successor), "SIGKILL");
  const next = (await another(...pids, successor)).split(" ")[4];

  assert.ok(Number(next) > 0);
  assert.equal(program.stderr.matching(/Process 0 .* was killed by SIGKILL, restarting/).length, 1);
  assert.deepEqual(program.stdout.matching(/^gone /), []);
});

test("a program whose port is taken says so once, and ends with 1", async (t) => {
  const { port = 0 } = (await started(t)).plain;
  const second = new ChildProgram(t, file, { env: { FOLDER: temporaryFolder(t), PORT: String(port) } });

  assert.equal(await second.exit, 1);

  assert.equal(second.stderr.matching(/^AddressInUseError: /).length, 1);
  assert.equal(
    second.stderr.matching(/^ForkedProcessStartError: .* exited with status 1 before it was ready/).length,
    1,
  );
});

test("processes with reusePort share a port that the program chooses", {
  skip: withoutNewerNode,
}, async (t) => {
  const port = await freePort();
  const env = { REUSE_PORT: "yes", PORT: String(port) };

  const { program, pids, plain } = await started(t, { env, ...(newerNode && { node: newerNode }) });

  assert.equal(Number(plain.port), port);
  assert.ok(pids.includes((await about({ ...plain, agent: false })).pid));
  program.kill("SIGTERM");
  assert.equal(await program.exit, 0);
});

test("processes with reusePort cannot let the system choose a port, as each would get its own", async (t) => {
  const program = new ChildProgram(t, file, { env: { FOLDER: temporaryFolder(t), REUSE_PORT: "yes" } });

  assert.equal(await program.exit, 1);

  assert.equal(program.stderr.matching(/^RangeError: Cannot listen on port 0 with reusePort/).length, 1);
});

async function freePort(): Promise<number> {
  const [server] = await bindSockets(0, "127.0.0.1");
  const address = server?.address();
  server?.close();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}
