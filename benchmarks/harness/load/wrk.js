// Load from wrk, one thread. It counts statuses above 399 only, so it cannot see a wrong 204 or 302.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { outputOf, startChild } from "../children.js";
import { requestBytes } from "../request-bytes.js";

const script = fileURLToPath(new URL("wrk.lua", import.meta.url));

export const wrkLoad = {
  name: "wrk",
  version: () => spawnSync("wrk", ["-v"], { encoding: "utf8" }).stdout?.match(/^wrk \S+/)?.[0],

  async run({ port, variant, seconds, cpu }) {
    const folder = mkdtempSync(join(tmpdir(), "typhoon-bench-"));
    const requestFile = join(folder, "request");
    writeFileSync(requestFile, requestBytes(variant));
    const args = [
      "-t1",
      `-c${variant.connections}`,
      `-d${seconds}s`,
      "-s",
      script,
      `${variant.isSecure ? "https" : "http"}://127.0.0.1:${port}/`,
    ];
    try {
      const child = startChild(["wrk", ...args], { cpu, env: { BENCH_REQUEST_FILE: requestFile } });
      return readSummary(await outputOf(child, "wrk", (seconds + 10) * 1000));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function readSummary(output) {
  const summary = JSON.parse(output.match(/^JSON(.*)$/m)[1]);
  return {
    answers: summary.requests,
    seconds: summary.microseconds / 1e6,
    answerBytes: summary.bytes / summary.requests,
    latencyMs: {
      p50: summary.p50 / 1e3,
      p90: summary.p90 / 1e3,
      p99: summary.p99 / 1e3,
      max: summary.max / 1e3,
    },
    badStatus: summary.badStatus,
    socketErrors: summary.socketErrors,
  };
}
