// Runs every compiled test, or those whose path contains one of the words given: `npm test -- concurrent`.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const words = process.argv.slice(2);
const files = readdirSync(join(root, "build/test"), { recursive: true })
  .filter((path) => path.endsWith(".test.js"))
  // The compiler leaves what it made of a source that is gone.
  .filter((path) => existsSync(join(root, "test", path.replace(/js$/, "ts"))))
  .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
  .map((path) => join("build/test", path))
  .sort();

if (files.length === 0) {
  console.error(`Cannot run tests as no test's path contains: ${words.join(", ")}`);
  process.exit(1);
}
const options = [
  "--enable-source-maps",
  // Node's own default leaves one core free, which on two cores means one file after the other.
  `--test-concurrency=${availableParallelism()}`,
  // For what hangs, not for what is slow: without it one test that waits for ever holds all of the run.
  "--test-timeout=300000",
];
const run = spawnSync(process.execPath, [...options, "--test", ...files], { cwd: root, stdio: "inherit" });
process.exit(run.status ?? 1);
