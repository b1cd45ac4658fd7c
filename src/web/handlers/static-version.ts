import { appLog } from "../../base/log/index.ts";
import { knownFiles } from "./known-files.ts";

const mostRemembered = 10_000;

/** The versions of files, for URLs: known at once or not at all, and found out in the background. */
class StaticVersions {
  /** By path; `undefined` if the file cannot be read. */
  readonly #versions = new Map<string, string | undefined>();
  readonly #loading = new Map<string, Promise<string | undefined>>();

  /** The version as it was when it was last asked for; whether it still is, is looked up for the next time. */
  get(path: string): string | undefined {
    void this.load(path);
    return this.#versions.get(path);
  }

  /** The version as it is now; `undefined` if the file cannot be read, which is logged once. */
  load(path: string): Promise<string | undefined> {
    const loading = this.#loading.get(path) ?? this.#load(path);
    this.#loading.set(path, loading);
    return loading;
  }

  /** Forgets everything. */
  clear(): void {
    this.#versions.clear();
  }

  async #load(path: string): Promise<string | undefined> {
    const version = await this.#read(path);
    this.#loading.delete(path);
    if (this.#versions.size >= mostRemembered) this.#versions.clear();
    this.#versions.set(path, version);
    return version;
  }

  async #read(path: string): Promise<string | undefined> {
    try {
      const file = await knownFiles.lookUp(path);
      if (file.isFile) return await file.digest();
      throw new Error("it is not a file");
    } catch (error) {
      const isNew = !this.#versions.has(path) || this.#versions.get(path) !== undefined;
      if (isNew) appLog.error({ err: error }, `Could not open static file ${JSON.stringify(path)}`);
      return undefined;
    }
  }
}

/** Those of this thread. */
export const staticVersions: StaticVersions = new StaticVersions();
