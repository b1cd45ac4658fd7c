import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

export const usage = `Usage: npm run bench -- [scenario] [options]

  scenario              one of scenarios/*.js; default: hello
  --quick               3 rounds of 1 s after 1 s of warm-up, for a look while working; not for quoting
  --only a,b            measure these peers alone
  --variant a,b         measure these variants alone
  --load wrk|node       which load generator; default: see "Which load generator" in benchmarks/README.md
  --rounds n            default: 7
  --seconds n           measured time of each peer in each round, whole seconds; default: 5
  --warm-up n           seconds of load before each measurement, whole seconds; default: 2
  --server-cpu n        core of the server; default: the first one allowed
  --load-cpu n          core of the load; default: the first allowed one that is not a sibling of the server's
  --max-minutes n       stop after this time with the rounds that are complete; default: 30
  --no-write            print the tables, write no results file`;

/** Reads the command line. Throws a TypeError with a sentence on what cannot be understood. */
export function readOptions(args, defaultLoad) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      variant: { type: "string" },
      load: { type: "string", default: defaultLoad },
      rounds: { type: "string" },
      seconds: { type: "string" },
      "warm-up": { type: "string" },
      "server-cpu": { type: "string" },
      "load-cpu": { type: "string" },
      "max-minutes": { type: "string" },
      "no-write": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const defaults = values.quick ? { rounds: 3, seconds: 1, warmUp: 1 } : { rounds: 7, seconds: 5, warmUp: 2 };
  return {
    help: values.help,
    scenario: oneOf("scenario", positionals[0] ?? "hello", scenarioNames()),
    quick: values.quick,
    only: list(values.only),
    variants: list(values.variant),
    load: oneOf("--load", values.load, ["wrk", "node"]),
    rounds: whole("--rounds", values.rounds, 1) ?? defaults.rounds,
    seconds: whole("--seconds", values.seconds, 1) ?? defaults.seconds,
    warmUp: whole("--warm-up", values["warm-up"], 0) ?? defaults.warmUp,
    serverCpu: whole("--server-cpu", values["server-cpu"], 0),
    loadCpu: whole("--load-cpu", values["load-cpu"], 0),
    maxMinutes: whole("--max-minutes", values["max-minutes"], 1) ?? 30,
    write: !values["no-write"],
  };
}

/** The scenarios there are: every file that exports one. */
function scenarioNames() {
  return readdirSync(new URL("../scenarios", import.meta.url))
    .filter((file) => file.endsWith(".js") && file !== "browser-headers.js")
    .map((file) => file.slice(0, -".js".length));
}

function list(text) {
  return text
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

export function oneOf(what, value, allowed) {
  if (allowed.includes(value)) return value;
  throw new TypeError(`Cannot measure as ${what} must be one of ${allowed.join(", ")}: it is ${value}`);
}

function whole(what, text, least) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new TypeError(`Cannot measure as ${what} must be a whole number of at least ${least}: it is ${text}`);
}
