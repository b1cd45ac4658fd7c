/** A request target, taken apart. */
export interface RequestTarget {
  /** The host and port that the target itself names; `undefined` in origin form. */
  readonly authority: string | undefined;
  /** Path and query; `*` in asterisk form. */
  readonly uri: string;
}

const absoluteForm = /^[A-Za-z][A-Za-z0-9+\-.]*:\/\/([^/?#]*)(.*)$/s;

/**
 * Takes a request target of any form apart (RFC 9112 §3.2).
 *
 * In absolute form the authority replaces the `Host` field, and a missing path is `/`.
 *
 * @param target - as it stands in the request line
 */
export function parseTarget(target: string): RequestTarget {
  if (target.charCodeAt(0) === 0x2f) return { authority: undefined, uri: target };
  const match = absoluteForm.exec(target);
  if (match === null) return { authority: undefined, uri: target };
  const rest = match[2] as string;
  return { authority: match[1], uri: rest.startsWith("/") ? rest : `/${rest}` };
}
