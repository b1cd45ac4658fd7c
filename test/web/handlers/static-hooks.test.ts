// The hooks of StaticFileHandler, replaced as Tornado's own tests do.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ApplicationSettings,
  HTTPError,
  RequestHandler,
  type StaticContent,
  StaticFileHandler,
} from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";
import { staticFolder } from "./static-site.ts";

guardLog();

const contents = new Map([["/memory/a.txt", "from memory"]]);

/** Files that are in memory, with their version in their name. */
class MemoryHandler extends StaticFileHandler {
  static override makeStaticUrl(settings: ApplicationSettings, path: string): string {
    const [name, extension] = path.split(".");
    return `/files/${name}.${MemoryHandler.getVersion(settings, path)}.${extension}`;
  }
  static override getVersion(_settings: ApplicationSettings, _path: string): string {
    return "42";
  }
  static override getAbsolutePath(_root: string, path: string): string {
    return `/memory/${path}`;
  }
  override parseUrlPath(path: string): string {
    return path.replace(".42.", ".");
  }
  override async validateAbsolutePath(_root: string, path: string): Promise<string> {
    if (!contents.has(path)) throw new HTTPError(404);
    return path;
  }
  override async openContent(path: string): Promise<StaticContent> {
    const content = Buffer.from(contents.get(path) ?? "");
    return {
      size: content.length,
      etag: '"of memory"',
      async *read({ start, end }) {
        yield content.subarray(start, end);
      },
    };
  }
}

/** Only the version is its own. */
class VersionHandler extends StaticFileHandler {
  static override getVersion(): string {
    return "own";
  }
}

class UrlHandler extends RequestHandler {
  override get() {
    this.write(this.staticUrl("a.txt"));
  }
}

test("StaticFileHandler serves what a subclass has, with parts, tags and types", async (t) => {
  const site = await serve(t, [["/files/(.*)", MemoryHandler, { path: "unused" }]]);

  const whole = await site.fetch("/files/a.42.txt");
  const part = await site.fetch("/files/a.42.txt", { headers: { Range: "bytes=5-" } });
  const known = await site.fetch("/files/a.42.txt", { headers: { "If-None-Match": '"of memory"' } });

  assert.deepEqual([whole.body, whole.headers["content-type"]], ["from memory", "text/plain"]);
  assert.deepEqual([part.status, part.body], [206, "memory"]);
  assert.equal(known.status, 304);
  assert.equal((await site.fetch("/files/b.42.txt")).status, 404);
  await expectLog(/^404/);
});

test("staticUrl() asks the hooks of the setting staticHandlerClass", async (t) => {
  const staticPath = staticFolder(t, { "a.txt": "a" });
  const rules = [["/url", UrlHandler]] as const;
  const memory = await serve(t, rules, { staticPath, staticHandlerClass: MemoryHandler });
  const version = await serve(t, rules, { staticPath, staticHandlerClass: VersionHandler });

  assert.equal((await memory.fetch("/url")).body, "/files/a.42.txt");
  assert.equal((await version.fetch("/url")).body, "/static/a.txt?v=own");
});

test("staticUrl() has the host where it, or the handler, is told so", async (t) => {
  class HostHandler extends UrlHandler {
    override includeHost = true;
    override get() {
      this.write({
        handler: this.staticUrl("a.txt"),
        call: this.staticUrl("a.txt", { includeHost: false, includeVersion: false }),
      });
    }
  }
  const staticPath = staticFolder(t, { "a.txt": "a" });
  const rules = [["/", HostHandler]] as const;
  const site = await serve(t, rules, { staticPath, staticHandlerClass: VersionHandler });

  const { body } = await site.fetch("/", { headers: { Host: "static.example" } });

  assert.deepEqual(JSON.parse(body), {
    handler: "http://static.example/static/a.txt?v=own",
    call: "/static/a.txt",
  });
});

test("StaticFileHandler may have the root of the file system as its root", async (t) => {
  const folder = staticFolder(t, { "a.txt": "a" });
  const site = await serve(t, [["/all/(.*)", StaticFileHandler, { path: "/" }]]);

  assert.equal((await site.fetch(`/all${folder}/a.txt`)).body, "a");
  assert.equal((await site.fetch(`/all/${folder}/../absent`)).status, 404);
  await expectLog(/^404/);
});
