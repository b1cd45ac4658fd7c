import { readFileSync } from "node:fs";
import { posix, resolve, sep } from "node:path";
import { filePathOf } from "../errors/internal.ts";
import { BaseLoader } from "./base-loader.ts";
import { TemplateNotFoundError } from "./errors.ts";
import type { FileLoaderOptions } from "./loader-options.ts";
import { Template } from "./template.ts";

/**
 * Loads templates from a folder and those below it; from nowhere else, whatever a name says.
 *
 * A file is read the first time that its template is asked for, at once and on this thread: it is small, and from then
 * on its template is kept.
 *
 * @see tornado.template.Loader
 */
export class Loader extends BaseLoader {
  /** The folder. */
  readonly root: string;
  readonly #onFile: ((path: string) => void) | undefined;

  /**
   * @param rootDirectory - a path, or a `file:` URL as of `new URL("templates/", import.meta.url)`
   * @param options - what all its templates share
   */
  constructor(rootDirectory: string | URL, options: FileLoaderOptions = {}) {
    super(options);
    this.root = resolve(filePathOf("rootDirectory", rootDirectory));
    this.#onFile = options.onFile;
  }

  override resolvePath(name: string, parentPath?: string): string {
    const isRelative = parentPath !== undefined && !parentPath.startsWith("<") && !name.startsWith("/");
    const folder = isRelative ? posix.dirname(parentPath) : ".";
    return posix.join(folder, name).replace(/^\/+/, "");
  }

  protected override createTemplate(name: string): Template {
    const path = resolve(this.root, name);
    const folder = this.root.endsWith(sep) ? this.root : this.root + sep;
    if (!path.startsWith(folder)) throw new TemplateNotFoundError(name, `it is not below ${this.root}`);
    const source = readTemplate(name, path);
    this.#onFile?.(path);
    return new Template(source, { name, loader: this });
  }
}

function readTemplate(name: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new TemplateNotFoundError(name, `the file ${path} cannot be read`, { cause });
  }
}
