// The long form of the fuzz test, with time measured instead of work counted:
// `node build/test/conformance/parsers/long-run.js 200000 7`, how many inputs for each parser and from which seed.
import { fuzz, longInputs, parseLong } from "./fuzz.ts";
import { type Parser, parsers } from "./parsers.ts";

const smallSize = 20_000;
const growth = 10;
/** Shorter times are those of the garbage collector and the compiler; quadratic time takes seconds for the large inputs. */
const leastMs = 15;

function cpuMs(parser: Parser, text: string): number {
  const before = process.cpuUsage();
  parseLong(parser, text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** @returns the inputs that took more than their share */
function slowInputs(parser: Parser): string[] {
  const large = longInputs(parser, growth * smallSize);
  const slow: string[] = [];
  for (const small of longInputs(parser, smallSize)) {
    const { value = "" } = large.next();
    const most = 2 * growth * Math.max(cpuMs(parser, small), leastMs);
    const took = cpuMs(parser, String(value));
    if (took > most) slow.push(`${took.toFixed(0)} ms: ${JSON.stringify(small.slice(0, 40))}`);
  }
  return slow;
}

const [count = "200000", seed = "1"] = process.argv.slice(2);
for (const parser of parsers) {
  const findings = fuzz(parser, Number(seed), Number(count)).map((finding) => JSON.stringify(finding));
  const slow = slowInputs(parser);
  console.log(`${parser.name}: ${count} inputs, ${findings.length} crashes, ${slow.length} slow`);
  for (const line of [...findings, ...slow]) console.log(line);
  if (findings.length + slow.length > 0) process.exitCode = 1;
}
