// A server under load while everything around it goes wrong: `npm run chaos -- 10 7`, for how many minutes and from which
// seed. It prints what became of the requests, and ends with 1 if one was lost, or the server is not as it was before.
import { runChaos } from "./run-chaos.ts";

const [minutes = "1", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
if (!(Number(minutes) > 0) || !Number.isInteger(Number(seed))) {
  console.error(
    "Cannot begin: the arguments are the minutes and a whole number as seed, as in: npm run chaos -- 10 7",
  );
  process.exit(2);
}
console.log(`Chaos for ${minutes} minutes from seed ${seed}`);
const faults = await runChaos(Number(minutes) * 60_000, Number(seed));
for (const fault of faults) console.error(`Fault: ${fault}`);
console.log(faults.length === 0 ? "Nothing was lost" : `Does not hold: repeat it with seed ${seed}`);
process.exitCode = faults.length === 0 ? 0 : 1;
