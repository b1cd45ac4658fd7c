// Load from our own generator, for machines that have only Node and npm.
import { fileURLToPath } from "node:url";
import { outputOf, startChild } from "../children.js";
import { requestBytes } from "../request-bytes.js";

const program = fileURLToPath(new URL("node-main.js", import.meta.url));

export const nodeLoad = {
  name: "node",
  version: () => `our own, on Node ${process.versions.node}`,

  async run({ port, variant, seconds, cpu }) {
    const child = startChild([process.execPath, program], { cpu });
    child.stdin.end(
      JSON.stringify({
        port,
        seconds,
        connections: variant.connections,
        pipeline: variant.pipeline,
        status: variant.answer.status,
        ca: variant.isSecure ? (await import("../../peers/certificate.js")).authority : undefined,
        request: requestBytes(variant).toString("latin1"),
      }),
    );
    return JSON.parse(await outputOf(child, "the load generator", (seconds + 10) * 1000));
  },
};
