import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { HTTPError, RequestHandler } from "typhoon/web";

/** The page's files by name. */
export type PageFiles = ReadonlyMap<string, Buffer>;

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".js": "text/javascript; charset=UTF-8",
  ".svg": "image/svg+xml",
};

/** Reads the files beside this module once, before anybody asks: reading them on demand would block the loop. */
export function readPageFiles(): PageFiles {
  const folder = new URL("./page/", import.meta.url);
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder))]));
}

/** Serves the page. */
export class PageHandler extends RequestHandler {
  files: PageFiles = new Map();

  override initialize({ files }: { readonly files: PageFiles }) {
    this.files = files;
  }

  override get(name = "index.html") {
    const content = this.files.get(name);
    if (content === undefined) throw new HTTPError(404);
    this.setHeader("Content-Type", contentTypes[extname(name)] ?? "application/octet-stream");
    this.setHeader("Cache-Control", "no-cache");
    this.setHeader("Content-Security-Policy", "default-src 'self'");
    this.write(content);
  }
}
