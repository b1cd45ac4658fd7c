// Load that does not wait: requests go out at a given rate, whether or not earlier ones were answered, as users do.
import { fileURLToPath } from "node:url";
import { outputOf, startChild } from "../children.js";
import { requestBytes } from "../request-bytes.js";

const program = fileURLToPath(new URL("paced-main.js", import.meta.url));

/** Resolves to what came back, by status; see paced-main.js. */
export async function runPaced({ port, request, perSecond, warmUp = 0, seconds }) {
  const child = startChild([process.execPath, program]);
  const bytes = requestBytes({ request, pipeline: 1 }).toString("latin1");
  child.stdin.end(JSON.stringify({ port, perSecond, warmUp, seconds, request: bytes }));
  return JSON.parse(await outputOf(child, "the paced load generator", (warmUp + seconds + 30) * 1000));
}
