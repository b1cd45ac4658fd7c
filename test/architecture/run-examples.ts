// Runs all examples of the folder that is its argument in one process: `node run-examples.js <folder>`.
import { readdirSync, readFileSync } from "node:fs";
import { Server } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2] ?? process.exit(2);
const names = readdirSync(folder).filter((name) => name.endsWith(".js"));
let failures = 0;

listenOnFreePorts();
const say = console.log;
console.log = () => {};
for (const name of names.sort()) await run(name);
say(failures === 0 ? `${names.length} examples ran` : `${failures} of ${names.length} examples failed`);
process.exit(failures === 0 ? 0 : 1);

async function run(name: string): Promise<void> {
  const path = join(folder, name);
  try {
    await import(pathToFileURL(path).href);
  } catch (error) {
    failures++;
    say(readFileSync(path, "utf8").split("\n", 1)[0], error);
  }
}

/** An example says the port that a reader would take; here others may have it. */
function listenOnFreePorts(): void {
  const { listen } = Server.prototype;
  Server.prototype.listen = function (this: Server, ...args: unknown[]) {
    const [first, ...others] = args;
    const where =
      typeof first === "object" && first !== null && "port" in first ? { ...first, port: 0 } : first;
    return Reflect.apply(listen, this, [typeof where === "number" ? 0 : where, ...others]);
  } as typeof listen;
}
