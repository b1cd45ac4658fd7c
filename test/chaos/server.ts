// The server under chaos: two processes, each with a pool of threads and a pool of processes. The first one logs to a
// file on a small disk, the second one to a pipe whose reader pauses.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread } from "node:worker_threads";
import { type Executor, ProcessPoolExecutor, ThreadPoolExecutor } from "typhoon/concurrent";
import { configureLogging } from "typhoon/log";
import { taskId } from "typhoon/process";
import { Application, RequestHandler, type SendErrorOptions } from "typhoon/web";
import { beLate, compute, die, pieces } from "./jobs.ts";
import { sizes, variables } from "./variables.ts";

const folder = process.env[variables.folder] ?? "";
if (isMainThread) configureLogging(taskId() === 0 ? { file: join(folder, "log") } : { format: "json" });

const threads = new ThreadPoolExecutor({
  maxWorkers: sizes.threads,
  minWorkers: sizes.threads,
  graceMs: 300,
});
const children = new ProcessPoolExecutor({ maxWorkers: sizes.children, minWorkers: sizes.children });

/** A response has the id of its request, whatever becomes of it. */
class WithId extends RequestHandler {
  get id(): string {
    return this.request.path.slice(this.request.path.lastIndexOf("/") + 1);
  }

  get signal(): AbortSignal {
    return this.request.signal;
  }

  override writeError(_status: number, { error }: SendErrorOptions): void {
    this.finish(`failed ${this.id} ${codeOf(error)}\n`);
  }
}

class Plain extends WithId {
  override get() {
    this.finish(`done ${this.id}\n`);
  }
}

class Compute extends WithId {
  override async get(kind: string) {
    const executor = kind === "thread" ? threads : children;
    this.finish(`done ${await executor.run(compute, [this.id], { signal: this.signal })}\n`);
  }
}

class Stream extends WithId {
  override async get(kind: string) {
    const executor: Executor = kind === "thread" ? threads : children;
    for await (const piece of executor.stream(pieces, [this.id], { signal: this.signal })) {
      this.write(piece);
      await this.flush();
    }
    this.finish(`done ${this.id}\n`);
  }
}

class Upload extends WithId {
  override async post() {
    const [file] = this.request.files.get("file") ?? [];
    const hash = createHash("sha256").update((await file?.bytes()) ?? "");
    this.finish(`done ${this.id} ${file?.size} ${hash.digest("hex")}\n`);
  }
}

class Die extends WithId {
  override async get() {
    await threads.run(die, [this.id], { signal: this.signal });
  }
}

class Late extends WithId {
  override async get() {
    await threads.run(beLate, [this.id], { signal: this.signal, timeoutMs: 200 });
  }
}

/** What the runner compares at the start and at the end. */
class State extends RequestHandler {
  override get() {
    collectGarbage();
    this.setHeader("Connection", "close");
    this.finish({
      pid: process.pid,
      heapBytes: process.memoryUsage().heapUsed,
      threads: threads.stats(),
      children: children.stats(),
    });
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error ? String(error.code) : error.name;
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}

const app = new Application(
  [
    ["/plain/.*", Plain],
    ["/compute/(thread|process)/.*", Compute],
    ["/stream/(thread|process)/.*", Stream],
    ["/upload/.*", Upload],
    ["/die/.*", Die],
    ["/late/.*", Late],
    ["/state", State],
  ],
  { forms: { spoolAbove: 4_096, spoolFolder: folder } },
);
await app.listen(Number(process.env[variables.port]), "127.0.0.1", {
  processes: { count: sizes.processes, maxRestarts: 1_000_000 },
});
// A worker may be killed while it starts: it is replaced.
await Promise.allSettled([threads.start(), children.start()]);
console.log(`serving as ${process.pid}`);
