const urlencodedType = /^application\/x-www-form-urlencoded/i;

/**
 * Parses `name=value&...` into the percent-decoded bytes of each value; blank values are kept.
 *
 * @param text - a query, or a urlencoded body as latin-1
 */
export function parseUrlencoded(text: string): Map<string, Buffer[]> {
  const found = new Map<string, Buffer[]>();
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals === -1 ? pair : pair.slice(0, equals)).toString("latin1");
    const value = decode(equals === -1 ? "" : pair.slice(equals + 1));
    const values = found.get(name);
    if (values === undefined) found.set(name, [value]);
    else values.push(value);
  }
  return found;
}

/**
 * The arguments in a body: those of a urlencoded form, none for any other type.
 *
 * @param contentType - the `Content-Type` field
 * @param body - the whole body
 * @see tornado.httputil.parse_body_arguments
 */
export function parseBodyArguments(contentType: string, body: Buffer): Map<string, Buffer[]> {
  return urlencodedType.test(contentType) ? parseUrlencoded(body.toString("latin1")) : new Map();
}

function decode(text: string): Buffer {
  const plain = text.replaceAll("+", " ");
  const bytes = plain.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1");
}
