// How servers are started: `command(port, servers, isSecure)`, where `servers` names what a peer's file exports for the
// scenario, and `isSecure` asks for TLS.
import { fileURLToPath } from "node:url";
import { python, tornadoMissing, tornadoVersion, typhoonMissing, typhoonVersion } from "./installed.js";

const serve = fileURLToPath(new URL("../harness/serve.js", import.meta.url));

/** @param servers - what the file exports; default: what the scenario says */
export function nodeServer(file, servers) {
  return {
    command: (port, wanted, isSecure) => [
      process.execPath,
      serve,
      fileURLToPath(file),
      servers ?? wanted,
      String(port),
      ...tlsArgument(isSecure),
    ],
    version: () => process.versions.node,
    missing: () => undefined,
  };
}

export function typhoonServer(file, about, servers) {
  return {
    ...nodeServer(file, servers),
    about,
    version: typhoonVersion,
    missing: () => typhoonMissing("web"),
  };
}

export function tornadoServer(file, about, servers) {
  return {
    about,
    command: (port, wanted, isSecure) => [
      python,
      fileURLToPath(file),
      servers ?? wanted,
      String(port),
      ...tlsArgument(isSecure),
    ],
    version: tornadoVersion,
    missing: tornadoMissing,
  };
}

function tlsArgument(isSecure) {
  return isSecure ? ["tls"] : [];
}
