// Servers that can run in several processes: `command(port, count)`.
import { fileURLToPath } from "node:url";
import { python, tornadoMissing, tornadoVersion, typhoonMissing, typhoonVersion } from "../installed.js";

const program = (runtime, name) => {
  const file = fileURLToPath(new URL(name, import.meta.url));
  return (port, count) => [runtime, file, String(port), String(count)];
};

export const processServers = {
  typhoon: {
    about: "the option processes of Application.listen()",
    command: program(process.execPath, "typhoon.js"),
    version: typhoonVersion,
    missing: () => typhoonMissing("web"),
  },
  "node-cluster": {
    about: "node:http in workers of node:cluster",
    command: program(process.execPath, "node-cluster.js"),
    version: () => process.versions.node,
    missing: () => undefined,
  },
  tornado: {
    about: "Tornado on Python, by fork_processes()",
    command: program(python, "tornado_processes.py"),
    version: tornadoVersion,
    missing: tornadoMissing,
  },
};
