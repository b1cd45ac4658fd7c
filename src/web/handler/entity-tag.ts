import { hash } from "node:crypto";

/** Only short texts are remembered: to compare them costs nothing, and to keep one neither. */
const mostRemembered = 1_024;
let lastText: string | undefined;
let lastTag = "";

/**
 * The entity tag of a body: its SHA-1 in quotes.
 *
 * The one-shot `hash` takes a third of the time of `createHash` for a short text (0.29 against 0.9 µs).
 *
 * @param body - text, which is hashed as UTF-8, or pieces of bytes
 */
export function entityTag(body: string | readonly Uint8Array[]): string {
  if (typeof body !== "string") return tagOf(Buffer.concat(body));
  // What is asked for again and again (a health check, a small cached answer) has the tag that it had.
  if (body === lastText) return lastTag;
  const tag = tagOf(body);
  if (body.length <= mostRemembered) [lastText, lastTag] = [body, tag];
  return tag;
}

function tagOf(content: string | Uint8Array): string {
  return `"${hash("sha1", content)}"`;
}
