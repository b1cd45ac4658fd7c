import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

export const usage = `Usage: npm run bench -- [scenario] [options]

  scenario              one of scenarios/*.js, or all: those of HTTP, one after the other; default: hello
  --quick               3 rounds of 1 s after 1 s of warm-up, for a look while working; not for quoting
  --only a,b            measure these peers alone
  --variant a,b         measure these variants alone
  --load wrk|node       which load generator; default: see "Which load generator" in benchmarks/README.md
  --rounds n            default: 7, unless the scenario says otherwise
  --seconds n           measured time of each peer in each round, whole seconds; default: 5 (likewise)
  --warm-up n           seconds of load before each measurement, whole seconds; default: 2 (likewise)
  --tasks n             of pool-endurance: how many tasks; default: 1000000
  --server-cpu n        core of the server; default: the first one allowed
  --load-cpu n          core of the load; default: the first allowed one that is not a sibling of the server's
  --max-minutes n       stop after this time with the rounds that are complete; default: 30, of all: 75
  --no-write            print the tables, write no results file`;

const all = "all";
/** Those that ask how the HTTP server compares. */
const httpScenarios = ["hello", "json", "bodies", "routes", "idle-connections"];
/** So that all of them take less than an hour; one alone has the time for more. */
const briefly = { rounds: 5, seconds: 2, warmUp: 1 };

/** Which scenarios are to be measured. */
export function scenariosOf({ scenario }) {
  return scenario === all ? httpScenarios : [scenario];
}

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
      tasks: { type: "string" },
      "server-cpu": { type: "string" },
      "load-cpu": { type: "string" },
      "max-minutes": { type: "string" },
      "no-write": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const isBrief = positionals[0] === all && !values.quick;
  return {
    ...(isBrief && briefly),
    ...definedOnly({
      help: values.help,
      scenario: oneOf("scenario", positionals[0] ?? "hello", [all, ...scenarioNames()]),
      quick: values.quick,
      only: list(values.only),
      variants: list(values.variant),
      load: oneOf("--load", values.load, ["wrk", "node"]),
      rounds: whole("--rounds", values.rounds, 1),
      seconds: whole("--seconds", values.seconds, 1),
      warmUp: whole("--warm-up", values["warm-up"], 0),
      tasks: whole("--tasks", values.tasks, 1000),
      serverCpu: whole("--server-cpu", values["server-cpu"], 0),
      loadCpu: whole("--load-cpu", values["load-cpu"], 0),
      maxMinutes: whole("--max-minutes", values["max-minutes"], 1) ?? (positionals[0] === all ? 75 : 30),
      write: !values["no-write"],
    }),
  };
}

function definedOnly(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** What the command line did not say: as the scenario has it, or as most have it. */
export function withDefaults(options, scenarioDefaults = {}) {
  const usual = { rounds: 7, seconds: 5, warmUp: 2, tasks: 1_000_000, ...scenarioDefaults };
  const quick = { rounds: 3, seconds: 1, warmUp: 1, tasks: 20_000, ...scenarioDefaults.quick };
  const defaults = options.quick ? { ...usual, ...quick } : usual;
  return { ...defaults, ...definedOnly(options) };
}

const partsOfScenarios = new Set(["browser-headers.js", "http-peers.js", "password-job.js"]);

/** The scenarios there are: every file that exports one. */
function scenarioNames() {
  return readdirSync(new URL("../scenarios", import.meta.url))
    .filter((file) => file.endsWith(".js") && !partsOfScenarios.has(file))
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
