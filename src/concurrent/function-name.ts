import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { findByKey } from "./registry.ts";
import type { TaskRef } from "./task.ts";

/** @returns `module:line name`, for people; a path below the working directory is told from there */
export function functionName(ref: TaskRef): string {
  if (ref.kind === "import") return `${placeOf(ref.specifier)} ${ref.path.join(".")}`;
  if (ref.kind === "function") return `${placeOfKey(ref.key)} ${findByKey(ref.key)?.fn.name ?? ""}`.trimEnd();
  const place = ref.key === undefined ? placeOf(ref.modules[0] ?? "") : placeOfKey(ref.key);
  return `${place} ${ref.className}.${ref.method}`.trimStart();
}

/** A key is a module's URL and one `line:column` or more. */
function placeOfKey(key: string): string {
  const [, module = key, line] = /^(.*?):(\d+):\d+(?:,\d+:\d+)*$/.exec(key) ?? [];
  return line === undefined ? placeOf(module) : `${placeOf(module)}:${line}`;
}

function placeOf(module: string): string {
  const path = module.startsWith("file:") ? fileURLToPath(module) : module;
  if (!isAbsolute(path)) return module;
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith(`..${sep}`) ? path : fromHere;
}
