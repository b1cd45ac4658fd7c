import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./start-program.ts";

/** The text of all tests of a folder below `test/`, or of one file. */
export function sourceOfTests(where: string): string {
  const path = join(packageFolder, "test", where);
  if (statSync(path).isFile()) return readFileSync(path, "utf8");
  const files = readdirSync(path, { encoding: "utf8", recursive: true }).filter((name) =>
    name.endsWith(".ts"),
  );
  return files.map((name) => readFileSync(join(path, name), "utf8")).join("\n");
}
