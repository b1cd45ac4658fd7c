import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { RawHTTPClient } from "../support/raw-http-client.ts";
import { packageFolder, startExample } from "../support/start-program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("the files of a form are stored under names of the server's own", async (t) => {
  const { url, folder } = await startReceiver(t);
  const form = new FormData();
  form.append("photo", new Blob(["small"], { type: "image/png" }), "../../small.png");
  form.append("photo", new Blob([new Uint8Array(200_000)]), "large.bin");
  form.append("title", "not a file");

  const response = await fetch(`${url}post`, {
    method: "POST",
    body: form,
    headers: { Connection: "close" },
  });
  const { stored } = (await response.json()) as {
    stored: { filename: string; size: number; name: string }[];
  };

  assert.equal(response.status, 201);
  assert.deepEqual(
    stored.map(({ filename, size }) => [filename, size]),
    [
      ["../../small.png", 5],
      ["large.bin", 200_000],
    ],
  );
  assert.deepEqual(
    stored.map(({ name }) => readFileSync(join(folder, name)).length),
    [5, 200_000],
  );
  await leftWith(folder, 2);
});

test("a PUT is stored while it arrives, and nothing stays of one that breaks off", async (t) => {
  const { url, folder } = await startReceiver(t);
  const client = await RawHTTPClient.connect(Number(new URL(url).port));
  const body = Buffer.alloc(3_000_000, "x");

  const response = await fetch(`${url}film.mkv`, { method: "PUT", body, headers: { Connection: "close" } });
  const { filename, size, name } = (await response.json()) as {
    filename: string;
    size: number;
    name: string;
  };
  await client.send("PUT /half HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
  await leftWith(folder, 2);
  client.close();
  await leftWith(folder, 1);

  assert.deepEqual([response.status, filename, size], [201, "film.mkv", 3_000_000]);
  assert.deepEqual(readFileSync(join(folder, name)), body);
});

for (const option of [undefined, "--form"]) {
  test(`the uploader sends files${option === undefined ? "" : " as a form"}, and they arrive as they were`, async (t) => {
    const { url, folder } = await startReceiver(t);
    const files = [Buffer.alloc(1_000_000, "a"), Buffer.from("small")];
    const paths = files.map((_, i) => join(temporaryFolder(t), `file ${i}.bin`));
    paths.forEach((path, i) => void writeFileSync(path, files[i] ?? ""));

    const program = [
      join(packageFolder, "build/examples/file-upload/uploader.js"),
      ...(option ? [option] : []),
      ...paths,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, program, {
      env: { ...process.env, NODE_TEST_CONTEXT: undefined, RECEIVER: url },
    });

    const names = [...stdout.matchAll(/"name":"([^"]+)"/g)].map(([, name = ""]) => name);
    assert.deepEqual(
      names.map((name) => readFileSync(join(folder, name))).sort((a, b) => b.length - a.length),
      files,
    );
  });
}

/** Looks again until that many files are there. */
async function leftWith(folder: string, count: number): Promise<void> {
  while (readdirSync(folder).length !== count) await new Promise((resolve) => setImmediate(resolve));
}

async function startReceiver(t: TestContext): Promise<{ url: string; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "typhoon-uploads-"));
  const program = await startExample(t, "file-upload", { UPLOADS: folder });
  // Hooks run in order: the program has been killed by then.
  t.after(() => rmSync(folder, { recursive: true }));
  const [line = ""] = program.lines.filter((said) => said.startsWith("listening on "));
  return { url: line.slice("listening on ".length).replace("localhost", "127.0.0.1"), folder };
}
