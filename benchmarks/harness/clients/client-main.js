// One HTTP client under measurement, in a process of its own. Arguments as JSON on stdin; counts as JSON on stdout.
import { text } from "node:stream/consumers";
import { clients } from "../../peers/clients.js";

const { name, url, concurrency, warmUp, seconds, length } = JSON.parse(await text(process.stdin));
const fetchLength = await clients[name].open(url);

/** As many fetches at a time as asked for, each begun when the one before is done. */
async function fetchFor(seconds) {
  const end = performance.now() + seconds * 1000;
  let answers = 0;
  const one = async () => {
    while (performance.now() < end) {
      const got = await fetchLength();
      if (got !== length) throw new Error(`an answer has ${got} bytes instead of ${length}`);
      answers++;
    }
  };
  const begun = performance.now();
  const usage = process.cpuUsage();
  await Promise.all(Array.from({ length: concurrency }, one));
  const { user, system } = process.cpuUsage(usage);
  return { answers, seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 };
}

await fetchFor(warmUp);
process.stdout.write(JSON.stringify(await fetchFor(seconds)), () => process.exit(0));
