// What the machine is, which of its cores are used for what, and how busy they are.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node runs on.

export function describeMachine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    loadAverage: loadavg()
      .map((load) => load.toFixed(2))
      .join(" "),
  };
}

/** One core for the server and another, not a sibling of the first, for the load; none where that cannot be done. */
export function chooseCores({ serverCpu, loadCpu }) {
  if (spawnSync("taskset", ["--version"]).status !== 0) return {};
  const allowed = parseCpuList(
    readText("/proc/self/status")?.match(/^Cpus_allowed_list:\s*(\S+)/m)?.[1] ?? "0",
  );
  const server = serverCpu ?? allowed[0];
  const siblings = parseCpuList(
    readText(`/sys/devices/system/cpu/cpu${server}/topology/thread_siblings_list`) ?? String(server),
  );
  return { server, load: loadCpu ?? allowed.find((cpu) => !siblings.includes(cpu)) };
}

function parseCpuList(text) {
  return text
    .trim()
    .split(",")
    .flatMap((range) => {
      const [first, last = first] = range.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
}

/** Processor seconds a process has used so far, of all its threads; undefined where /proc is not. */
export function cpuSecondsOf(pid) {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // The name before may hold spaces.
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** The same of a process and everything that it has started; what has ended since does not count. */
export function cpuSecondsOfTree(pid) {
  const own = cpuSecondsOf(pid);
  if (own === undefined) return undefined;
  const children = readText(`/proc/${pid}/task/${pid}/children`)?.trim().split(" ") ?? [];
  const started = children.filter((text) => text !== "");
  return started.reduce((sum, child) => sum + (cpuSecondsOfTree(Number(child)) ?? 0), own);
}

/** The memory that a process has, as the system counts it; undefined where /proc is not. */
export function residentBytesOf(pid) {
  const kilobytes = readText(`/proc/${pid}/status`)?.match(/^VmRSS:\s*(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** What all threads of a process have done so far: their processor time, and how often they were woken up. */
export function workOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  const sum = (pick) => threads.reduce((total, thread) => total + Number(pick(thread) ?? 0), 0);
  return {
    cpuMs: sum((thread) => readText(`${thread}/schedstat`)?.split(" ")[0]) / 1e6,
    wakeUps: sum((thread) => readText(`${thread}/status`)?.match(/^voluntary_ctxt_switches:\s*(\d+)$/m)?.[1]),
    threads: threads.length,
  };
}

/** Seconds a core has been idle (`""`: all cores together); undefined for no core, and where /proc is not. */
export function idleSecondsOf(cpu) {
  const line = readText("/proc/stat")?.match(new RegExp(`^cpu${cpu} +(.*)$`, "m"))?.[1];
  if (line === undefined) return undefined;
  const [, , , idle, iowait] = line.split(" ").map((ticks) => Number(ticks) / ticksPerSecond);
  return idle + iowait;
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
