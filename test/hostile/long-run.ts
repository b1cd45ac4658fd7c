// The long form of the hostile test: `node build/test/hostile/long-run.js 100000 7`, how many values and from which seed.
import { setLogDestination } from "typhoon/log";
import { exercise, kinds } from "./exercise.ts";
import { ways } from "./ways.ts";

const [values = "100000", seed = "1"] = process.argv.slice(2);
const names = Object.keys(ways);
const each = Math.ceil(Number(values) / (names.length * Object.keys(kinds).length));
const lines: string[] = [];
setLogDestination({ write: (text) => lines.push(text) });

for (const kind of ["thread", "process"] as const) {
  for (const way of names) {
    try {
      await exercise(kind, way, { values: each, seed: Number(seed) });
      console.log(`${kind}, ${way}: ${each} values from seed ${seed}`);
    } catch (error) {
      process.exitCode = 1;
      console.log(
        `${kind}, ${way}: FAILS from seed ${seed}\n${error instanceof Error ? error.stack : error}`,
      );
    }
  }
}
for (const line of new Set(lines)) console.log(line);
