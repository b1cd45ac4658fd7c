// This file is longer than others because each step of an answer is a documented hook that an application may replace.
import { join } from "node:path";
import { filePathOf } from "../../base/errors/internal.ts";
import {
  acceptedCodings,
  type ByteRange,
  parseHttpDate,
  requestedRange,
} from "../../http/httputil/internal.ts";
import {
  type ApplicationSettings,
  HTTPError,
  RequestHandler,
  type StaticUrlOptions,
} from "../handler/index.ts";
import { failsToMatch, isUnmodified, wholeSeconds } from "../handler/internal.ts";
import { contentTypeOf } from "./content-type.ts";
import type { KnownFile } from "./known-file.ts";
import { knownFiles } from "./known-files.ts";
import { absolutePath, hidesSeparator, isServable, isWithin } from "./static-path.ts";
import { staticVersions } from "./static-version.ts";

/** What a {@link StaticFileHandler} is told by its rule, or by the setting `staticHandlerArgs`. */
export interface StaticFileKwargs {
  /**
   * The folder whose files are served: a path, relative to the process's working folder unless it is absolute, or a
   * `file:` URL as of `new URL("static/", import.meta.url)`.
   */
  readonly path: string | URL;
  /** The file that is served for a folder, such as `"index.html"`. Default: none, a folder is a 403. */
  readonly defaultFilename?: string | undefined;
  /** Serve files and folders whose names begin with a dot, too; `.well-known` always is. Default: `false`. */
  readonly serveDotFiles?: boolean | undefined;
  /** Follow symbolic links to what is outside of `path`. Default: `false`; links within are followed always. */
  readonly followSymlinks?: boolean | undefined;
  /**
   * Send `app.js.br` or `app.js.gz`, where there is one that is no older than `app.js`, to clients that want it.
   * Default: `false`.
   */
  readonly precompressed?: boolean | undefined;
}

/** What is sent: a file or, in a subclass, whatever it reads from elsewhere. */
export interface StaticContent {
  /** Of the whole content, in bytes. */
  readonly size: number;
  /** When it changed last. Default: not known, there is no `Last-Modified`. */
  readonly modified?: Date | undefined;
  /** The entity tag, in its quotes. Default: none. */
  readonly etag?: string | undefined;
  /** How it is compressed, such as `"br"`. Default: not at all. */
  readonly encoding?: string | undefined;
  /**
   * The pieces of a part of it. Each is wanted only when the client has room for it; when nobody wants more, the
   * iterator's `return` is called.
   */
  read(range: ByteRange): AsyncIterable<Uint8Array>;
}

/** The codings of precompressed files, the better one first. */
const codings = ["br", "gzip"] as const;
const extensions = { br: ".br", gzip: ".gz" };

const tenYearsMs = 315_360_000_000;
/** What a cache takes any longer time for (RFC 9111 §1.2.2). */
const longestCacheMs = 2 ** 31 * 1000;

/**
 * Serves the files of a folder, as `StaticFileHandler` of Tornado does: versions, ranges, conditional requests.
 *
 * Files are read in pieces, never on the event loop, and no faster than the client takes them. Nothing outside of the
 * folder is served. What is compressed on the way, or anything else than a regular file, is not.
 *
 * @example
 * ```ts
 * import { Application, StaticFileHandler } from "typhoon/web";
 *
 * const app = new Application([["/docs/(.*)", StaticFileHandler, { path: "docs", defaultFilename: "index.html" }]]);
 * ```
 * @see tornado.web.StaticFileHandler
 */
export class StaticFileHandler extends RequestHandler {
  /** The folder whose files are served. */
  root = "";
  /** The file that is served for a folder. */
  defaultFilename: string | undefined;
  /** The path of the file as {@link parseUrlPath} gave it; empty before that. */
  path = "";
  #serveDotFiles = false;
  #followSymlinks = false;
  #precompressed = false;
  #file: KnownFile | undefined;
  #content: StaticContent | undefined;

  /** @param kwargs - which files, and how */
  override initialize(kwargs: StaticFileKwargs): void {
    this.root = filePathOf("path", kwargs.path);
    this.defaultFilename = kwargs.defaultFilename;
    this.#serveDotFiles = kwargs.serveDotFiles ?? false;
    this.#followSymlinks = kwargs.followSymlinks ?? false;
    this.#precompressed = kwargs.precompressed ?? false;
  }

  /**
   * Hook: the URL, without a host, of a file of the application's `staticPath`.
   *
   * @param settings - the application's: `staticPath`, `staticUrlPrefix`
   * @param path - relative to `staticPath`
   * @param options - `includeVersion`: whether `?v=` is added where the version is known. Default: `true`
   */
  static makeStaticUrl(settings: ApplicationSettings, path: string, options: StaticUrlOptions = {}): string {
    const url = (settings.staticUrlPrefix ?? "/static/") + path;
    // biome-ignore lint/complexity/noThisInStatic: a subclass may have replaced it
    const version = options.includeVersion === false ? undefined : this.getVersion(settings, path);
    return version === undefined ? url : `${url}?v=${version}`;
  }

  /**
   * Hook: the version of a file of `staticPath` for its URL, SHA-512 of its content unless overridden.
   *
   * It is what was found when it was last asked for, because a template cannot wait: `undefined` the first time. Whether the
   * file has changed is looked up meanwhile, for the next time.
   */
  static getVersion(settings: ApplicationSettings, path: string): string | undefined {
    // biome-ignore lint/complexity/noThisInStatic: a subclass may have replaced it
    return staticVersions.get(this.getAbsolutePath(rootOf(settings), path));
  }

  /**
   * Finds out a version, so that URLs have it from the first on: for the start of a program.
   *
   * @returns the version as it is now; `undefined` if the file cannot be read, which is logged
   */
  static loadVersion(settings: ApplicationSettings, path: string): Promise<string | undefined> {
    // biome-ignore lint/complexity/noThisInStatic: a subclass may have replaced it
    return staticVersions.load(this.getAbsolutePath(rootOf(settings), path));
  }

  /** Forgets all files and versions that are remembered; nothing is served from memory that has changed on disk anyway. */
  static reset(): void {
    knownFiles.clear();
    staticVersions.clear();
  }

  /** Hook: the absolute path of a file; {@link validateAbsolutePath} decides whether it may be served. */
  static getAbsolutePath(root: string, path: string): string {
    return absolutePath(root, path);
  }

  /**
   * Answers with a file.
   *
   * @param path - what the group of the rule's pattern caught; a group or parameter with a name has to be named `path`
   */
  override async get(path: string | { readonly path: string }): Promise<void> {
    await this.#answer(typeof path === "string" ? path : path.path);
  }

  /** The same without the content. */
  override async head(path: string | { readonly path: string }): Promise<void> {
    await this.#answer(typeof path === "string" ? path : path.path);
  }

  /** Hook: the path of a file, with `/` between its parts, for what the rule's group caught. */
  parseUrlPath(urlPath: string): string {
    return urlPath;
  }

  /**
   * Hook: whether a file may be served, and which.
   *
   * @param root - the folder with the files
   * @param path - absolute, as {@link getAbsolutePath} gave it
   * @returns the path of the file; `undefined` if the response is finished, as for a folder without a slash
   * @throws {HTTPError} 403 outside of the root, and for what is not a file; 404 if there is nothing
   */
  async validateAbsolutePath(root: string, path: string): Promise<string | undefined> {
    const folder = absolutePath(root, "");
    if (!isWithin(folder, path)) throw new HTTPError(403, `${this.path} is not in root static directory`);
    this.#refuseUnservable();
    const file = await this.#lookUp(folder, path);
    if (!file.isFolder || this.defaultFilename === undefined) return this.#fileOnly(file);
    if (!this.request.path.endsWith("/")) return this.#addSlash();
    return this.#fileOnly(await this.#lookUp(folder, join(path, this.defaultFilename)));
  }

  /**
   * Hook: what is sent for a path, which {@link validateAbsolutePath} has approved; for content from elsewhere.
   *
   * @throws {HTTPError} 404 if there is nothing
   */
  async openContent(path: string): Promise<StaticContent> {
    const known = this.#file;
    const file = known?.path === path ? known : await knownFiles.lookUp(path);
    const { file: sent, encoding } = (await this.#compressedSibling(file)) ?? { file, encoding: undefined };
    const { size, modified } = sent;
    return { size, modified, etag: await sent.etag(), encoding, read: (range) => sent.read(range) };
  }

  /** Hook: the type of the content, by the file's extension. */
  getContentType(): string {
    return contentTypeOf(this.#file?.path ?? this.path);
  }

  /** Hook: sets further header fields. */
  setExtraHeaders(_path: string): void {}

  /**
   * Hook: how long clients may use the content without asking again: ten years if its URL has a version.
   *
   * @param _path - as {@link parseUrlPath} gave it
   * @param _modified - when it changed last, if that is known
   * @param _contentType - its type
   * @returns milliseconds; 0: nothing is said of it
   */
  getCacheTimeMs(_path: string, _modified: Date | undefined, _contentType: string): number {
    return this.request.queryArguments.has("v") ? tenYearsMs : 0;
  }

  /** Hook: whether the client has the content already. `If-None-Match` counts more than a date (RFC 9110 §13.2.2). */
  shouldReturn304(): boolean {
    const { headers } = this.request;
    return headers.has("If-None-Match") ? this.checkEtagHeader() : isUnmodified(headers, this.#content);
  }

  /** The tag of the content. */
  override computeEtag(): string | undefined {
    return this.#content?.etag;
  }

  async #answer(urlPath: string): Promise<void> {
    this.path = this.parseUrlPath(urlPath);
    const path = await this.validateAbsolutePath(this.root, this.#absolutePath());
    if (path === undefined) return;
    const content = await this.openContent(path);
    this.#content = content;
    if (failsToMatch(this.request.headers, content)) throw new HTTPError(412);
    this.#describe(content);
    if (this.shouldReturn304()) return this.setStatus(304);
    const range = this.#wantedRange(content);
    if (range === "unsatisfiable") return this.#refuseRange(content);
    await this.#send(content, range);
  }

  #absolutePath(): string {
    const { constructor: own } = this;
    // A subclass may have replaced it.
    const { getAbsolutePath } = isStaticHandlerClass(own) ? own : StaticFileHandler;
    return getAbsolutePath(this.root, this.path);
  }

  #refuseUnservable(): void {
    const isAsked = isServable(this.path, { serveDotFiles: this.#serveDotFiles });
    if (!isAsked || hidesSeparator(this.request.path)) throw new HTTPError(404);
  }

  async #lookUp(root: string, path: string): Promise<KnownFile> {
    const file = await knownFiles.lookUp(path);
    if (this.#followSymlinks || (await isReallyWithin(root, file))) return file;
    throw new HTTPError(403, `${this.path} is a link to what is not in root static directory`);
  }

  /** What is at `path` of a URL that ends with a slash is a folder. */
  #fileOnly(file: KnownFile): string {
    if (!file.isFile) throw new HTTPError(403, `${this.path} is not a file`);
    if (this.path.endsWith("/") && !isDefaultOf(file, this.defaultFilename)) throw new HTTPError(404);
    this.#file = file;
    return file.path;
  }

  /** Relative links on the default page count from the folder. */
  #addSlash(): undefined {
    const { path, query } = this.request;
    // `//evil.example/..` would be another site.
    if (/^[/\\]{2}/.test(path)) throw new HTTPError(403, "cannot redirect path with two initial slashes");
    this.redirect(`${path}/${query === "" ? "" : `?${query}`}`, { permanent: true });
    return undefined;
  }

  async #compressedSibling(file: KnownFile) {
    if (!this.#precompressed) return undefined;
    for (const coding of acceptedCodings(this.request.headers.get("Accept-Encoding"), codings)) {
      const sibling = await this.#siblingOf(file, extensions[coding]);
      if (sibling !== undefined) return { file: sibling, encoding: coding };
    }
    return undefined;
  }

  /** An older one is of an older content. */
  async #siblingOf(file: KnownFile, extension: string): Promise<KnownFile | undefined> {
    const sibling = await this.#lookUp(absolutePath(this.root, ""), file.path + extension).catch(
      unlessFailing,
    );
    return sibling?.isFile === true && sibling.modified >= file.modified ? sibling : undefined;
  }

  #describe({ modified, encoding }: StaticContent): void {
    const contentType = this.getContentType();
    this.setHeader("Accept-Ranges", "bytes");
    this.setEtagHeader();
    if (modified !== undefined) this.setHeader("Last-Modified", modified);
    this.setHeader("Content-Type", contentType);
    if (encoding !== undefined) this.setHeader("Content-Encoding", encoding);
    if (this.#precompressed) this.addHeader("Vary", "Accept-Encoding");
    const cacheTimeMs = this.getCacheTimeMs(this.path, modified, contentType);
    if (cacheTimeMs > 0) {
      const timeMs = Math.min(cacheTimeMs, longestCacheMs);
      this.setHeader("Expires", new Date(Date.now() + timeMs));
      this.setHeader("Cache-Control", `max-age=${Math.floor(timeMs / 1000)}`);
    }
    this.setExtraHeaders(this.path);
  }

  #wantedRange(content: StaticContent): ByteRange | "unsatisfiable" | undefined {
    const { headers } = this.request;
    const field = headers.get("Range");
    if (field === undefined || !isStillValid(headers.get("If-Range"), content)) return undefined;
    return requestedRange(field, content.size);
  }

  #refuseRange({ size }: StaticContent): void {
    this.setStatus(416);
    this.setHeader("Content-Type", "text/plain");
    this.setHeader("Content-Range", `bytes */${size}`);
    this.clearHeader("Content-Encoding");
  }

  /** A piece is flushed when the next one is read: the last goes out with the end, a single one with the head. */
  async #send(content: StaticContent, part: ByteRange | undefined): Promise<void> {
    const { size } = content;
    const range = part ?? { start: 0, end: size };
    if (part !== undefined) {
      this.setStatus(206);
      this.setHeader("Content-Range", `bytes ${part.start}-${part.end - 1}/${size}`);
    }
    this.setHeader("Content-Length", range.end - range.start);
    if (this.request.method === "HEAD") return;
    let isFirst = true;
    for await (const piece of content.read(range)) {
      if (!isFirst) await this.flush();
      isFirst = false;
      this.write(piece);
    }
  }
}

function isStaticHandlerClass(value: unknown): value is typeof StaticFileHandler {
  return (
    value === StaticFileHandler ||
    (typeof value === "function" && value.prototype instanceof StaticFileHandler)
  );
}

/** The root itself may be reached by a link. */
async function isReallyWithin(root: string, file: KnownFile): Promise<boolean> {
  if (isWithin(root, file.realPath)) return true;
  return isWithin((await knownFiles.lookUp(root)).realPath, file.realPath);
}

function isDefaultOf(file: KnownFile, defaultFilename: string | undefined): boolean {
  return defaultFilename !== undefined && file.path.endsWith(join("/", defaultFilename));
}

/** RFC 9110 §13.1.5: a part only of the very content that the client has a part of; a weak tag is never that. */
function isStillValid(ifRange: string | undefined, { etag, modified }: StaticContent): boolean {
  if (ifRange === undefined) return true;
  if (ifRange.includes('"')) return ifRange.trim() === etag && !ifRange.trim().startsWith("W/");
  return modified !== undefined && parseHttpDate(ifRange) === wholeSeconds(modified);
}

function unlessFailing(error: unknown): undefined {
  if (!(error instanceof HTTPError)) throw error;
}

function rootOf({ staticPath }: ApplicationSettings): string {
  return staticPath === undefined ? "" : filePathOf("staticPath", staticPath);
}
