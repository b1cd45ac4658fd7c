import mime from "mime";

/**
 * The types of all extensions. In the published library the package is inside (`scripts/bundle.js` writes this module
 * anew), and evaluated when a type is asked for.
 */
export function loadMime(): typeof mime {
  return mime;
}
