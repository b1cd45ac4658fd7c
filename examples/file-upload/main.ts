// Files come in two ways: a form with any number of files, and a single file as the body of a PUT, which is written to
// disk while it arrives, however large it is.
//
// Run:  node build/examples/file-upload/main.js      (files go to uploads/, or to the folder in UPLOADS)
// See:  curl -F photo=@one.jpg -F photo=@two.jpg http://localhost:8888/post
//       curl -T film.mkv http://localhost:8888/film.mkv
//       Each answers with the sizes and the names under which the files were stored: names of our own, because the
//       client's may be anything, "../../etc/passwd" too.
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Application, RequestHandler } from "typhoon/web";

const folder = process.env["UPLOADS"] ?? "uploads";
await mkdir(folder, { recursive: true });

const largest = 10 * 2 ** 30;

/** The form has arrived when this is called; files beyond 64 KiB are on disk by then, not in memory. */
class PostHandler extends RequestHandler {
  override async post() {
    const stored = [];
    for (const [field, files] of this.request.files) {
      for (const file of files) {
        const name = randomUUID();
        await file.moveTo(join(folder, name));
        stored.push({ field, filename: file.filename, type: file.contentType, size: file.size, name });
      }
    }
    this.setStatus(201);
    this.write({ stored });
  }
}

/** The body is read here, piece by piece; while the disk is busy, the client waits. */
class PutHandler extends RequestHandler {
  static override streamRequestBody = true;

  override prepare() {
    this.request.connection.setMaxBodySize(largest);
    this.request.connection.setBodyTimeout(3_600_000);
  }

  override async put(filename: string) {
    const name = randomUUID();
    const file = createWriteStream(join(folder, name), { flags: "wx", mode: 0o600 });
    try {
      await pipeline(this.bodyStream(), file);
    } catch (error) {
      // The client has left in the middle, or the disk is full.
      await rm(join(folder, name), { force: true });
      throw error;
    }
    this.setStatus(201);
    this.write({ filename, size: file.bytesWritten, name });
  }
}

const app = new Application(
  [
    ["/post", PostHandler],
    ["/(.+)", PutHandler],
  ],
  { forms: { spoolAbove: 65_536, spoolFolder: folder } },
);
const server = await app.listen(Number(process.env["PORT"] ?? 8888));
console.log(`listening on http://localhost:${server.port}/`);
