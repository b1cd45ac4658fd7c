// The child process of a Node peer: `node serve.js <peer file> <servers> <port>`. It says "ready" when it listens,
// and ends with the harness: when that is killed, standard input closes. At SIGUSR2 it collects its garbage.
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const [file, servers, port] = process.argv.slice(2);
const peer = await import(pathToFileURL(file).href);

await peer[servers](Number(port));
process.on("SIGUSR2", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  for (let times = 0; times < 3; times++) collect();
});
process.stdin.resume().on("end", () => process.exit(0));
process.stdout.write("ready\n");
