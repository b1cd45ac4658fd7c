import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { isAbsolute, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceLine } from "../stall.ts";
import type { CapturedFrame } from "./stack-capture.ts";

/** Finds the line of the source that a programmer wrote for a line of the file that runs. */
export class SourcePositions {
  readonly #workingDirectory: string;

  /** @param workingDirectory - files below it are named relative to it */
  constructor(workingDirectory: string) {
    this.#workingDirectory = workingDirectory;
  }

  /** The frame's place in the source, or where there is no source map, in the file that runs. */
  sourceLine(frame: CapturedFrame): SourceLine {
    const { url, line, column } = originalPosition(frame) ?? frame;
    return {
      file: this.#fileName(url),
      line: line + 1,
      column: column + 1,
      functionName: frame.functionName,
    };
  }

  #fileName(url: string): string {
    const path = pathOf(url);
    const fromHere = relative(this.#workingDirectory, path);
    const isBelow = isAbsolute(path) && !fromHere.startsWith("..") && !isAbsolute(fromHere);
    return isBelow ? fromHere : path;
  }
}

interface Position {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

function originalPosition({ url, sourceMapUrl, line, column }: CapturedFrame): Position | undefined {
  if (sourceMapUrl === "") return undefined;
  try {
    const mapUrl = new URL(sourceMapUrl, url);
    const entry = new SourceMap(readPayload(mapUrl)).findEntry(line, column);
    if (!("originalSource" in entry)) return undefined;
    const base = mapUrl.protocol === "data:" ? url : mapUrl;
    return {
      url: new URL(entry.originalSource, base).href,
      line: entry.originalLine,
      column: entry.originalColumn,
    };
  } catch {
    // No such map, or none that can be read: the line of the file that runs is good enough.
    return undefined;
  }
}

function readPayload(mapUrl: URL): SourceMapPayload {
  const text = mapUrl.protocol === "data:" ? dataOf(mapUrl.href) : readFileSync(mapUrl, "utf8");
  return JSON.parse(text) as SourceMapPayload;
}

/** RFC 2397: `data:application/json;base64,…` */
function dataOf(url: string): string {
  const comma = url.indexOf(",");
  const data = url.slice(comma + 1);
  return /;base64$/i.test(url.slice(0, comma))
    ? Buffer.from(data, "base64").toString()
    : decodeURIComponent(data);
}

function pathOf(url: string): string {
  if (url === "") return "<anonymous>";
  return url.startsWith("file:") ? fileURLToPath(url) : url;
}
