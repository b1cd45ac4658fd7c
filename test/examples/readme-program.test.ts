import assert from "node:assert/strict";
import { scryptSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packageFolder, startProgram } from "../support/start-program.ts";

test("the first program of the README does what it says", async (t) => {
  const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
  const [, program = ""] = /^```typescript\n(.*?)^```/ms.exec(readme) ?? [];
  assert.equal(program.match(/listen\(8888\)/g)?.length, 1);
  const folder = mkdtempSync(join(packageFolder, "build/readme-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const saying = "console.log('listening on http://localhost:' + server.port);\n";
  writeFileSync(join(folder, "main.ts"), program.replace("listen(8888)", "listen(0)") + saying);

  const running = await startProgram(t, ["--import", "tsx", join(folder, "main.ts")]);
  const answer = await running.fetch("/hash/secret");

  assert.equal(answer.body, scryptSync("secret", "salt", 32).toString("hex"));
});
