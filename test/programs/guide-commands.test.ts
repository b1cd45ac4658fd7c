import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { packageFolder, startProgram } from "../support/start-program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);

test("the first example of the README starts when it is bundled by the guide's own command", async (t) => {
  const folder = temporaryFolder(t);
  const [example = ""] = fencesOf("README.md", "typescript");
  const [command = ""] = fencesOf("docs/guide/what-works-where.md", "sh").filter((text) =>
    text.startsWith("esbuild "),
  );
  // The port of the example may be taken, and says where it listens to nobody.
  const program = example.replace(".listen(8888)", '.listen(0, "127.0.0.1")');
  writeFileSync(
    join(folder, "main.ts"),
    `${program}\nif (server.isListening) console.log(\`listening on http://127.0.0.1:\${server.port}/\`);\n`,
  );
  for (const name of ["typhoon", "esbuild"]) link(name, folder);

  const path = `${join(packageFolder, "node_modules/.bin")}:${process.env["PATH"]}`;
  await run("sh", ["-c", command], { cwd: folder, env: { ...process.env, PATH: path } });
  const server = await startProgram(t, [join(folder, "main.mjs")], { cwd: folder });

  assert.equal((await server.fetch("/hash/secret")).body.length, 64);
});

function fencesOf(page: string, language: string): string[] {
  const text = readFileSync(join(packageFolder, page), "utf8");
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , code = ""]) => code);
}

function link(name: string, folder: string): void {
  const target = name === "typhoon" ? packageFolder : join(packageFolder, "node_modules", name);
  const path = join(folder, "node_modules", name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(target), path);
}
