import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const size = "8m";
const piece = Buffer.alloc(65_536);
const mostLogBytes = 1_000_000;

/** A folder on a disk of its own that can be filled, where the system lets this user mount one; otherwise a folder. */
export class SmallDisk implements Disposable {
  readonly folder: string = mkdtempSync(join(tmpdir(), "typhoon-chaos-"));
  /** Why it cannot be filled. */
  readonly cannotFill: string | undefined;

  constructor() {
    const { status, stderr, error } = spawnSync(
      "mount",
      ["-t", "tmpfs", "-o", `size=${size}`, "typhoon-chaos", this.folder],
      { encoding: "utf8" },
    );
    if (status !== 0) this.cannotFill = (error?.message ?? stderr).trim();
  }

  /** The file that the server logs to. */
  get log(): string {
    return join(this.folder, "log");
  }

  /** Leaves no byte free. */
  fill(): void {
    const file = openSync(this.#filler, "w");
    try {
      for (;;) writeSync(file, piece);
    } catch {
      // It is full.
    } finally {
      closeSync(file);
    }
  }

  /** Takes away what `fill` has written. */
  empty(): void {
    rmSync(this.#filler, { force: true });
  }

  /** As logrotate does with `copytruncate`, so that the log alone does not fill the disk. */
  rotateLog(): void {
    if (statSync(this.log).size > mostLogBytes) truncateSync(this.log);
  }

  [Symbol.dispose](): void {
    if (this.cannotFill === undefined) spawnSync("umount", ["--lazy", this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #filler(): string {
    return join(this.folder, "filler");
  }
}
