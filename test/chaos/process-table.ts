import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** A process, as Linux shows it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

const pageBytes = 4_096;

/** All living processes whose environment has the variable with this value; what has ended but was not waited for has none. */
export function processesWith(variable: string, value: string): ProcessEntry[] {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.flatMap((pid) => {
    const environment = read(pid, "environ").split("\0");
    return environment.includes(`${variable}=${value}`) ? (entryOf(pid) ?? []) : [];
  });
}

/** How many descriptors it has open. */
export function descriptorsOf(pid: number): number {
  return linksOf(pid).length;
}

/** Those that it may close: Node loses one with each thread that cannot start because there are no more. */
export function ownDescriptorsOf(pid: number): number {
  return linksOf(pid).filter((link) => link !== "anon_inode:[eventpoll]").length;
}

function linksOf(pid: number): string[] {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).map((descriptor) => linkOf(join(folder, descriptor)));
  } catch {
    return [];
  }
}

/** Empty if it was closed meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

/** The memory that it has in use. */
export function residentBytesOf(pid: number): number {
  return Number(read(pid, "statm").split(" ")[1] ?? 0) * pageBytes;
}

function entryOf(pid: number): ProcessEntry | undefined {
  // The name of the program, in parentheses, may have any characters.
  const stat = read(pid, "stat").split(") ").at(-1)?.split(" ");
  const parent = Number(stat?.[1]);
  return stat?.[0] === "Z" || !Number.isInteger(parent)
    ? undefined
    : { pid, parent, command: read(pid, "cmdline").replaceAll("\0", " ") };
}

/** Empty if the process has gone meanwhile. */
function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
