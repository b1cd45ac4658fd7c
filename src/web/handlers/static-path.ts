import { resolve, sep } from "node:path";

/** Names that Windows takes for devices, whatever their extension and folder. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:[.:]|$)/i;

/** Separators and NUL that were percent-encoded: no file has them in its name, and a proxy in front may have seen another path. */
const encodedSeparator = /%(?:2f|5c|00)/i;

/** Which paths are looked up at all. */
export interface StaticPathRules {
  /** Whether names that begin with a dot are served. */
  readonly serveDotFiles: boolean;
  /** The system whose file names count; for tests. Default: this one's. */
  readonly platform?: NodeJS.Platform;
}

/** Whether a path of a URL hides a separator from whoever reads it before it is decoded. */
export function hidesSeparator(path: string): boolean {
  return encodedSeparator.test(path);
}

/**
 * Whether a path, relative to the root of the files, could name a file that may be served.
 *
 * @param path - decoded; `..` in it is not judged here but by {@link isWithin}
 */
export function isServable(
  path: string,
  { serveDotFiles, platform = process.platform }: StaticPathRules,
): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\x00-\x1f\x7f]/.test(path)) return false;
  const segments = path.split(/[\\/]/);
  if (!serveDotFiles && segments.some(isHidden)) return false;
  return platform !== "win32" || !segments.some(isSpecialOnWindows);
}

/** RFC 8615: `.well-known` is there to be seen. */
function isHidden(segment: string, index: number): boolean {
  if (segment === "." || segment === "..") return false;
  return segment.startsWith(".") && !(index === 0 && segment === ".well-known");
}

/** Devices, drives (`c:`), streams (`a.txt::$DATA`), and names that Windows shortens to those of other files. */
function isSpecialOnWindows(segment: string): boolean {
  if (segment === "." || segment === "..") return false;
  return deviceName.test(segment) || segment.includes(":") || /[ .]$/.test(segment);
}

/** Whether `path` is the folder `root` or in it; both absolute. */
export function isWithin(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** The absolute path of a file; whether it is within the root is to be checked. */
export function absolutePath(root: string, path: string): string {
  // The path comes from a URL: a slash at its beginning does not mean the system's root.
  return resolve(root, `./${path}`);
}
