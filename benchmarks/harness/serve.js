// The child process of a Node peer: `node serve.js <peer file> <servers> <port>`. It says "ready" when it listens,
// and ends with the harness: when that is killed, standard input closes.
import { pathToFileURL } from "node:url";

const [file, servers, port] = process.argv.slice(2);
const peer = await import(pathToFileURL(file).href);

await peer[servers](Number(port));
process.stdin.resume().on("end", () => process.exit(0));
process.stdout.write("ready\n");
