/**
 * Parses a `Cookie` field; of a name that comes twice, the last value holds.
 *
 * @param text - the field's value
 * @see tornado.httputil.parse_cookie
 */
export function parseCookie(text: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const piece of text.split(";")) {
    const equals = piece.indexOf("=");
    const name = (equals === -1 ? "" : piece.slice(0, equals)).trim();
    const value = piece.slice(equals + 1).trim();
    if (name !== "" || value !== "") cookies.set(name, value);
  }
  return cookies;
}
