import { relative, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import type { Program } from "./program.ts";

const compiledCode = /\.(?:[cm]?jsx?|json)$/;
const anyCode = /\.(?:[cm]?[jt]sx?|json)$/;

/** An editor, or a change of branch, writes several files, and some of them in two steps. */
const settleMs = 50;

/** Tells when the code of a program was changed, or a file that was named. */
export class SourceWatcher {
  readonly #sources: FSWatcher;
  readonly #named: FSWatcher;
  readonly #onChange: (path: string) => void;
  readonly #since = Date.now();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param program - its folder counts, but not what is in `node_modules`, hidden, or no code
   * @param onChange - called when all is quiet again, with the file that was changed last
   */
  constructor({ folder, isTypeScript }: Program, onChange: (path: string) => void) {
    const code = isTypeScript ? anyCode : compiledCode;
    this.#onChange = onChange;
    this.#sources = watch(folder, {
      ignoreInitial: true,
      ignored: (path, stats) => isForeign(folder, path) || (stats?.isFile() === true && !code.test(path)),
    });
    this.#sources.on("all", (_event, path) => this.#changed(path));
    this.#named = watch([], { alwaysStat: true });
    // They are named while the program runs already: what was changed in the meantime counts.
    this.#named.on("all", (event, path, stats) => {
      if (!event.startsWith("add") || (stats?.mtimeMs ?? 0) > this.#since) this.#changed(path);
    });
  }

  /** Resolves when no change is missed any more. */
  async ready(): Promise<void> {
    await new Promise<void>((resolve) => this.#sources.once("ready", resolve));
  }

  /** A file or folder counts too. */
  add(path: string): void {
    this.#named.add(path);
  }

  #changed(path: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onChange(path), settleMs);
  }
}

function isForeign(folder: string, path: string): boolean {
  return relative(folder, path)
    .split(sep)
    .some((name) => name === "node_modules" || /^\.(?!\.?$)/.test(name));
}
