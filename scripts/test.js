// Runs every compiled test, or those whose path contains one of the words given: `npm test -- concurrent`.
//
// What is tested is what ships: tests import the library as programs do, from the chunks in dist/. Those that look into
// it (`#typhoon/...`, themselves or by what they import) run on its modules as they were compiled, because a chunk does
// not have what is inside it.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
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
  console.error(`Cannot run tests because no test's path contains: ${words.join(", ")}`);
  process.exit(1);
}
const options = [
  "--enable-source-maps",
  // Node's own default leaves one core free, which on two cores means one file after the other.
  `--test-concurrency=${availableParallelism()}`,
  // For what hangs, not for what is slow: without it one test that waits for ever holds all of the run.
  "--test-timeout=300000",
];
const looksInside = new Map();
const inner = files.filter((file) => importsInternals(join(root, file)));
const outer = files.filter((file) => !inner.includes(file));
const statuses = [run(outer, []), run(inner, ["--conditions=unbundled"])];
process.exit(Math.max(...statuses));

/** Whether a compiled test imports internals; a helper of several tests is read once. */
function importsInternals(file) {
  const known = looksInside.get(file);
  if (known !== undefined) return known;
  looksInside.set(file, false);
  const specifiers = [...readFileSync(file, "utf8").matchAll(/^(?:import|export) .*?"([^"]+)";$/gms)].map(
    ([, specifier]) => specifier,
  );
  const found = specifiers.some(
    (one) =>
      one.startsWith("#typhoon/") ||
      (one.startsWith(".") &&
        existsSync(join(dirname(file), one)) &&
        importsInternals(join(dirname(file), one))),
  );
  looksInside.set(file, found);
  return found;
}

function run(tests, conditions) {
  if (tests.length === 0) return 0;
  const { status } = spawnSync(process.execPath, [...options, ...conditions, "--test", ...tests], {
    cwd: root,
    stdio: "inherit",
  });
  return status ?? 1;
}
