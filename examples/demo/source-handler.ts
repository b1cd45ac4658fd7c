import { readFileSync } from "node:fs";
import { RequestHandler } from "typhoon/web";

/** Classes of handlers.ts, as they stand there. */
export type Sources = Readonly<Record<string, string>>;

/** Reads the very code that runs, so that what the page shows cannot differ from what it does. */
export function readSources(): Sources {
  const source = readFileSync(originalOf(new URL("./handlers.js", import.meta.url)), "utf8");
  const classes = source.matchAll(/^export class (\w+) [\s\S]*?^}/gm);
  return Object.fromEntries([...classes].map(([text, name = ""]) => [name.toLowerCase(), text]));
}

/** The compiled build/examples/demo/handlers.js comes from examples/demo/handlers.ts. */
function originalOf(url: URL): URL {
  return new URL(url.href.replace("/build/examples/", "/examples/").replace(/\.js$/, ".ts"));
}

/** Tells the page the code of the three ways. */
export class SourceHandler extends RequestHandler {
  sources: Sources = {};

  override initialize({ sources }: { readonly sources: Sources }) {
    this.sources = sources;
  }

  override get() {
    this.setHeader("Cache-Control", "no-cache");
    this.write(this.sources);
  }
}
