import { loadMime } from "./load-mime.ts";

/** Extensions of compressed files, of which browsers would otherwise be told the type of what is in them. */
const gzipped = /\.(?:gz|tgz|taz|svgz)$/i;
const compressed = /\.(?:br|bz2|tbz2|xz|txz|z|tz|zst)$/i;
const unknownType = "application/octet-stream";

/**
 * The type of a file by its extension. A file that is compressed itself has the type of its compression.
 *
 * @param path - its name is enough
 */
export function contentTypeOf(path: string): string {
  if (gzipped.test(path)) return "application/gzip";
  return compressed.test(path) ? unknownType : (loadMime().getType(path) ?? unknownType);
}
