// Many connections that do nothing, in a process of their own.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startChild, stopChild } from "../children.js";
import { requestBytes } from "../request-bytes.js";

const program = fileURLToPath(new URL("idle-main.js", import.meta.url));

/** Resolves when all are open and were answered once; `close()` ends them and tells how many were lost meanwhile. */
export async function openIdleConnections(port, variant, connections) {
  const child = startChild([process.execPath, program]);
  const lines = createInterface({ input: child.stdout });
  const request = requestBytes({ ...variant, pipeline: 1 }).toString("latin1");
  child.stdin.write(`${JSON.stringify({ port, connections, request })}\n`);
  try {
    await nextLine(lines, child);
  } catch (error) {
    await stopChild(child);
    throw error;
  }
  return {
    async close() {
      const answer = nextLine(lines, child);
      child.stdin.end();
      return JSON.parse(await answer).lost;
    },
  };
}

async function nextLine(lines, child) {
  const [line] = await Promise.race([once(lines, "line"), once(child, "exit").then(ended)]);
  return line;
}

function ended() {
  throw new Error("the program with the idle connections ended (is `ulimit -n` large enough?)");
}
