// Sends files to the receiver beside it, each as the body of a PUT, without reading one into memory: a piece is read from the
// disk when the network has room for it.
//
// Run:  node build/examples/file-upload/main.js, and in another terminal
//       node build/examples/file-upload/uploader.js film.mkv photo.jpg      (RECEIVER: another server than localhost:8888)
// See:  For each file what the receiver has stored. A form is sent instead with --form: all files in one POST.
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { AsyncHTTPClient, type BodyProducer } from "typhoon/httpclient";

const receiver = process.env["RECEIVER"] ?? "http://localhost:8888/";
const isForm = process.argv[2] === "--form";
const files = process.argv.slice(isForm ? 3 : 2);
const client = new AsyncHTTPClient();

async function put(file: string): Promise<void> {
  const { size } = await stat(file);
  const { body } = await client.fetch(new URL(encodeURIComponent(basename(file)), receiver), {
    method: "PUT",
    headers: { "Content-Type": "application/octet-stream", "Content-Length": String(size) },
    bodyProducer: createReadStream(file),
    requestTimeoutMs: 0,
  });
  console.log(body.toString());
}

/** Writes the parts of the form one after the other; `write` resolves when there is room for more. */
function formOf(boundary: string): BodyProducer {
  return async (write) => {
    for (const file of files) {
      const name = encodeURIComponent(basename(file));
      await write(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n`);
      await write("Content-Type: application/octet-stream\r\n\r\n");
      for await (const chunk of createReadStream(file)) await write(chunk);
      await write("\r\n");
    }
    await write(`--${boundary}--\r\n`);
  };
}

async function post(): Promise<void> {
  const boundary = randomUUID();
  const { body } = await client.fetch(new URL("post", receiver), {
    method: "POST",
    headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
    bodyProducer: formOf(boundary),
    requestTimeoutMs: 0,
  });
  console.log(body.toString());
}

if (isForm) await post();
else await Promise.all(files.map(put));
