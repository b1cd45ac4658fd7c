import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readlinkSync, rmSync, truncateSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { RequestHandler, StaticFileHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";
import { putFile, putLink, staticFolder } from "./static-site.ts";

guardLog();

const alphabet = "abcdefghijklmnopqrstuvwxyz";

function sha512(content: string | Buffer): string {
  return createHash("sha512").update(content).digest("hex");
}

class UrlHandler extends RequestHandler {
  override get() {
    this.write(
      this.staticUrl(this.getArgument("path"), { includeHost: this.getArgument("host", "") !== "" }),
    );
  }
}

for (const [range, status, contentRange, body] of [
  ["bytes=0-9", 206, "bytes 0-9/26", "abcdefghij"],
  ["bytes=0-", 200, undefined, alphabet],
  ["bytes=0-25", 200, undefined, alphabet],
  ["bytes=0-10000000", 200, undefined, alphabet],
  ["bytes=1-10000000", 206, "bytes 1-25/26", alphabet.slice(1)],
  ["bytes=-4", 206, "bytes 22-25/26", "wxyz"],
  ["bytes=-1000000", 200, undefined, alphabet],
  ["bytes=-0", 416, "bytes */26", ""],
  ["bytes=26-", 416, "bytes */26", ""],
  ["bytes=10-3", 416, "bytes */26", ""],
  ["bytes=0-1,3-4", 200, undefined, alphabet],
  ["lines=0-9", 200, undefined, alphabet],
  ["bytes=a-9", 200, undefined, alphabet],
  ["bytes=-", 200, undefined, alphabet],
] as const) {
  test(`StaticFileHandler answers Range: ${range} with ${status} (RFC 9110 §14.2)`, async (t) => {
    const site = await serve(t, [], { staticPath: staticFolder(t, { "a.txt": alphabet }) });

    const answer = await site.fetch("/static/a.txt", { headers: { Range: range } });
    const head = await site.fetch("/static/a.txt", { method: "HEAD", headers: { Range: range } });

    assert.deepEqual(
      [answer.status, answer.headers["content-range"], answer.body],
      [status, contentRange, body],
    );
    assert.equal(answer.headers["content-length"], String(body.length));
    assert.equal(answer.headers.etag, `"${sha512(alphabet)}"`);
    for (const name of ["content-range", "content-length", "content-type", "etag"])
      assert.equal(head.headers[name], answer.headers[name]);
    assert.deepEqual([head.status, head.body], [status, ""]);
    if (status === 416) {
      assert.equal(answer.headers["content-type"], "text/plain");
      await expectLog(/^416 GET/);
      await expectLog(/^416 HEAD/);
    }
  });
}

test("StaticFileHandler tells type, tag and time of a file, and keeps it for ever only under a version", async (t) => {
  const site = await serve(t, [], { staticPath: staticFolder(t, { "a.css": "b{}" }) });

  const { status, headers, body } = await site.fetch("/static/a.css");
  const versioned = await site.fetch("/static/a.css?v=1");

  assert.deepEqual([status, body], [200, "b{}"]);
  assert.equal(headers["accept-ranges"], "bytes");
  assert.equal(headers["last-modified"], "Sun, 02 Feb 2020 02:02:02 GMT");
  assert.equal(headers["content-type"], "text/css");
  assert.equal(headers["cache-control"], undefined);
  assert.equal(versioned.headers["cache-control"], "max-age=315360000");
  assert.ok(Date.parse(versioned.headers.expires ?? "") > Date.now());
});

for (const [fields, status] of [
  [{ "If-None-Match": `"${sha512(alphabet)}"` }, 304],
  [{ "If-None-Match": `W/"${sha512(alphabet)}"` }, 304],
  [{ "If-None-Match": '"x"', "If-Modified-Since": "Sun, 02 Feb 2020 02:02:02 GMT" }, 200],
  [{ "If-Modified-Since": "Sun, 02 Feb 2020 02:02:02 GMT" }, 304],
  [{ "If-Modified-Since": "Sunday, 02-Feb-20 02:02:02 GMT" }, 304],
  [{ "If-Modified-Since": "Sun Feb  2 02:02:02 2020" }, 304],
  [{ "If-Modified-Since": "Sun, 02 Feb 2020 02:02:01 GMT" }, 200],
  [{ "If-Modified-Since": "Fri, 01 Jan 1960 00:00:00 GMT" }, 200],
  [{ "If-Modified-Since": "asdf" }, 200],
  [{ "If-Modified-Since": "2030" }, 200],
  [{ Range: "bytes=0-1", "If-Range": `"${sha512(alphabet)}"` }, 206],
  [{ Range: "bytes=0-1", "If-Range": `W/"${sha512(alphabet)}"` }, 200],
  [{ Range: "bytes=0-1", "If-Range": '"other"' }, 200],
  [{ Range: "bytes=0-1", "If-Range": "Sun, 02 Feb 2020 02:02:02 GMT" }, 206],
  [{ Range: "bytes=0-1", "If-Range": "Sun, 02 Feb 2020 02:02:03 GMT" }, 200],
] as const) {
  test(`StaticFileHandler answers ${JSON.stringify(fields).slice(0, 90)} with ${status}`, async (t) => {
    const site = await serve(t, [], { staticPath: staticFolder(t, { "a.txt": alphabet }) });

    assert.equal((await site.fetch("/static/a.txt", { headers: fields })).status, status);
  });
}

for (const [path, status] of [
  ["/static/../static_foo.txt", 403],
  ["/static/..", 403],
  ["/static/%2e%2e/static_foo.txt", 403],
  ["/static/..%2fstatic_foo.txt", 403],
  ["/static/..%5cstatic_foo.txt", 404],
  ["/static/dir%2fa.txt", 404],
  ["/static/dir%5Ca.txt", 404],
  ["/static/a.txt%00", 404],
  ["/static/a.txt%00.html", 404],
  ["/static//etc/passwd", 404],
  ["/static/.env", 404],
  ["/static/.git/config", 404],
  ["/static/.well-known/a.txt", 200],
  ["/static/a.txt/", 404],
  ["/static/a.txt/b", 404],
  ["/static/none.txt", 404],
  [`/static/${"x".repeat(300)}`, 404],
  ["/static/dir", 403],
  ["/static/", 403],
  ["/static/pipe", 403],
  ["/static/inside.txt", 200],
  ["/static/outside.txt", 403],
  ["/static/outside/static_foo.txt", 403],
  ["/static/loop", 404],
] as const) {
  test(`StaticFileHandler answers ${path.slice(0, 40)} with ${status}`, async (t) => {
    const files = {
      "a.txt": "a",
      "dir/a.txt": "b",
      ".env": "SECRET",
      ".git/config": "",
      ".well-known/a.txt": "",
    };
    const root = staticFolder(t, files);
    putLink(root, "inside.txt", "a.txt");
    putLink(root, "outside.txt", "../static_foo.txt");
    putLink(root, "outside", "..");
    putLink(root, "loop", "loop");
    execFileSync("mkfifo", [join(root, "pipe")]);
    const site = await serve(t, [], { staticPath: root });

    const answer = await site.fetch(path);

    assert.equal(answer.status, status);
    if (status !== 200) await expectLog(new RegExp(`^${status} GET .* [\\d.]+ms$`));
    if (status === 403) await expectLog(/^403 GET .*: .* (?:is not|is a link)/);
  });
}

test("StaticFileHandler serves dot files and links to elsewhere when it is told to", async (t) => {
  const root = staticFolder(t, { ".env": "shown" });
  putLink(root, "outside.txt", "../static_foo.txt");
  const staticHandlerArgs = { serveDotFiles: true, followSymlinks: true };
  const site = await serve(t, [], { staticPath: root, staticHandlerArgs });

  assert.equal((await site.fetch("/static/.env")).body, "shown");
  assert.equal((await site.fetch("/static/outside.txt")).body, "not to be served");
  assert.deepEqual(staticHandlerArgs, { serveDotFiles: true, followSymlinks: true });
});

test("StaticFileHandler refuses a link that was turned to the outside after its file was served", async (t) => {
  const root = staticFolder(t, { "a.txt": "a" });
  putLink(root, "link.txt", "a.txt");
  const site = await serve(t, [], { staticPath: root });
  assert.equal((await site.fetch("/static/link.txt")).status, 200);

  unlinkSync(join(root, "link.txt"));
  putLink(root, "link.txt", "../static_foo.txt");

  assert.equal((await site.fetch("/static/link.txt")).status, 403);
  await expectLog(/is a link to what is not in root/);
  await expectLog(/^403 GET .* [\d.]+ms$/);
});

test("StaticFileHandler sends a folder's default file, and redirects to the slash before it", async (t) => {
  const root = staticFolder(t, { "index.html": "root", "dir/index.html": "dir" });
  const kwargs = { path: root, defaultFilename: "index.html" };
  const site = await serve(t, [["/(.*)", StaticFileHandler, kwargs]]);

  const redirect = await site.fetch("/dir?a=1");

  assert.deepEqual([redirect.status, redirect.headers.location], [301, "/dir/?a=1"]);
  assert.equal((await site.fetch("/dir/")).body, "dir");
  assert.equal((await site.fetch("/")).body, "root");
  assert.equal((await site.fetch("/dir/")).headers["content-type"], "text/html");
});

test("StaticFileHandler does not redirect a path with two initial slashes to another site (CVE-2023-28370)", async (t) => {
  const root = staticFolder(t, { "dir/index.html": "dir" });
  const site = await serve(t, [["/(.*)", StaticFileHandler, { path: root, defaultFilename: "index.html" }]]);

  const { status, headers } = await site.fetch("//evil.example/../dir");

  assert.deepEqual([status, headers.location], [403, undefined]);
  await expectLog(/cannot redirect path with two initial slashes/);
  await expectLog(/^403 GET .* [\d.]+ms$/);
});

test("StaticFileHandler sends precompressed files to those who want them, unless they are older", async (t) => {
  const root = staticFolder(t, { "a.js": "plain", "a.js.br": "BR", "a.js.gz": "GZ", "b.js": "plain" });
  putFile(root, "b.js.br", "old", new Date("2019-01-01"));
  const site = await serve(t, [], { staticPath: root, staticHandlerArgs: { precompressed: true } });
  const ask = async (path: string, encodings: string) => {
    const { headers, body } = await site.fetch(path, { headers: { "Accept-Encoding": encodings } });
    assert.deepEqual([headers.vary, headers["content-type"]], ["Accept-Encoding", "text/javascript"]);
    return [body, headers["content-encoding"], headers.etag];
  };

  assert.deepEqual(await ask("/static/a.js", "gzip, br"), ["BR", "br", `"${sha512("BR")}"`]);
  assert.deepEqual(await ask("/static/a.js", "gzip, br;q=0.5"), ["GZ", "gzip", `"${sha512("GZ")}"`]);
  assert.deepEqual(await ask("/static/a.js", "gzip;q=0"), ["plain", undefined, `"${sha512("plain")}"`]);
  assert.deepEqual(await ask("/static/b.js", "br"), ["plain", undefined, `"${sha512("plain")}"`]);
});

test("StaticFileHandler sends the new content, and its tag, after a file was changed", async (t) => {
  const root = staticFolder(t, { "a.txt": "one" });
  const site = await serve(t, [], { staticPath: root });
  const before = await site.fetch("/static/a.txt");

  putFile(root, "a.txt", "two", new Date("2021-01-01"));
  const after = await site.fetch("/static/a.txt");

  assert.deepEqual([before.body, after.body], ["one", "two"]);
  assert.equal(after.headers.etag, `"${sha512("two")}"`);
});

test("staticUrl() has the version once it is known, and the new one after the file was changed", async (t) => {
  const root = staticFolder(t, { "a.txt": "one" });
  const site = await serve(t, [["/url", UrlHandler]], { staticPath: root, staticUrlPrefix: "/s/" });
  const url = async () => (await site.fetch("/url?path=a.txt")).body;
  const { settings } = site.application;

  assert.equal(await StaticFileHandler.loadVersion(settings, "a.txt"), sha512("one"));
  assert.equal(await url(), `/s/a.txt?v=${sha512("one")}`);
  // What that page looks up may have read the old file already: let it end.
  await StaticFileHandler.loadVersion(settings, "a.txt");
  putFile(root, "a.txt", "two", new Date("2021-01-01"));
  await StaticFileHandler.loadVersion(settings, "a.txt");
  assert.equal(await url(), `/s/a.txt?v=${sha512("two")}`);
  assert.equal((await site.fetch(await url())).body, "two");
  assert.match(
    (await site.fetch("/url?path=a.txt&host=1")).body,
    /^http:\/\/127\.0\.0\.1:\d+\/s\/a\.txt\?v=/,
  );
  // What the last page looks up must not outlive the folder.
  await StaticFileHandler.loadVersion(settings, "a.txt");
});

test("staticUrl() of a file that cannot be read has no version, which is logged once", async (t) => {
  const root = staticFolder(t, {});
  const site = await serve(t, [["/url", UrlHandler]], { staticPath: root });

  assert.equal(await StaticFileHandler.loadVersion(site.application.settings, "none.txt"), undefined);
  await expectLog(/^Could not open static file ".*none\.txt"/);
  assert.equal((await site.fetch("/url?path=none.txt")).body, "/static/none.txt");
});

test("staticPath also serves /favicon.ico and /robots.txt", async (t) => {
  const site = await serve(t, [], {
    staticPath: staticFolder(t, { "robots.txt": "all", "favicon.ico": "i" }),
  });

  assert.equal((await site.fetch("/robots.txt")).body, "all");
  assert.equal((await site.fetch("/favicon.ico")).headers["content-type"], "image/vnd.microsoft.icon");
});

const large = Buffer.alloc(8_000_000, alphabet);

test("StaticFileHandler reads no further than a client does, and closes the file when it leaves", async (t) => {
  const root = staticFolder(t, { "large.bin": large });
  const site = await serve(t, [], { staticPath: root });

  const socket = await site.open("GET /static/large.bin HTTP/1.1\r\nHost: a");
  await once(socket, "readable");
  assert.equal(isOpen(join(root, "large.bin")), true);
  socket.destroy();

  while (isOpen(join(root, "large.bin"))) await new Promise(setImmediate);
});

test("StaticFileHandler breaks off when a file becomes shorter while it is sent", async (t) => {
  const root = staticFolder(t, { "large.bin": large });
  const site = await serve(t, [], { staticPath: root });
  const socket = await site.open("GET /static/large.bin HTTP/1.1\r\nHost: a");
  await once(socket, "readable");

  truncateSync(join(root, "large.bin"), 10);
  let size = 0;
  for await (const piece of socket) size += piece.length;

  assert.ok(size < large.length);
  await expectLog(/large\.bin was changed while it was read/);
  await expectLog(/^Cannot send error response after headers written/);
  assert.equal(isOpen(join(root, "large.bin")), false);
});

test("StaticFileHandler sends a file to its end that is deleted meanwhile, and its range", async (t) => {
  const root = staticFolder(t, { "large.bin": large });
  const site = await serve(t, [], { staticPath: root });
  const socket = await site.open("GET /static/large.bin HTTP/1.0\r\nHost: a");
  await once(socket, "readable");

  const part = await site.fetch("/static/large.bin", { headers: { Range: "bytes=1000000-1200000" } });
  assert.equal(part.body, large.subarray(1_000_000, 1_200_001).toString());
  rmSync(join(root, "large.bin"));
  let size = 0;
  for await (const piece of socket) size += piece.length;

  assert.ok(size > large.length);
});

function isOpen(path: string): boolean {
  return readdirSync("/proc/self/fd").some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(path);
    } catch {
      return false;
    }
  });
}

test("the folder may be a file: URL, in the setting staticPath and in a rule", async (t) => {
  const root = staticFolder(t, { "a.txt": "one" });
  const folder = pathToFileURL(root);
  const rules = [
    ["/url", UrlHandler],
    ["/files/(.*)", StaticFileHandler, { path: folder }],
  ] as const;
  const site = await serve(t, rules, { staticPath: folder });
  const { settings } = site.application;

  assert.equal(await StaticFileHandler.loadVersion(settings, "a.txt"), sha512("one"));
  assert.equal((await site.fetch("/url?path=a.txt")).body, `/static/a.txt?v=${sha512("one")}`);
  assert.equal((await site.fetch("/static/a.txt")).body, "one");
  assert.equal((await site.fetch("/files/a.txt")).body, "one");
  // What the page looks up must not outlive the folder.
  await StaticFileHandler.loadVersion(settings, "a.txt");
});
