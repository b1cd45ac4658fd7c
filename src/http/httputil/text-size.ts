import { Buffer } from "node:buffer";

let measuredText = "";
let measuredSize = 0;

/**
 * How many bytes a text has as UTF-8.
 *
 * An answer is measured twice in a row, by the handler for its `Content-Length` and by the connection that frames it: the
 * second time costs nothing. Then the text is forgotten; one that is not sent after all, as to a HEAD, stays known until
 * the next is measured.
 */
export function textSize(text: string): number {
  if (text !== measuredText) {
    measuredText = text;
    measuredSize = Buffer.byteLength(text);
    return measuredSize;
  }
  const size = measuredSize;
  measuredText = "";
  measuredSize = 0;
  return size;
}
