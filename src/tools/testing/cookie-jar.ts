/**
 * The cookies that a client of a test holds, by their names. It knows one site, and neither paths nor domains: every
 * request gets all of them.
 */
export class CookieJar {
  readonly #values = new Map<string, string>();

  /** The value of a cookie. */
  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** Sets a cookie, as a script on a page would. */
  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  /** Drops a cookie. */
  delete(name: string): void {
    this.#values.delete(name);
  }

  /** The value of a `Cookie` field; `undefined` if there are none. */
  get header(): string | undefined {
    if (this.#values.size === 0) return undefined;
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Does what a `Set-Cookie` field says (RFC 6265 §5.2). */
  receive(field: string): void {
    const [pair = "", ...attributes] = field.split(";").map((part) => part.trim());
    const equals = pair.indexOf("=");
    if (equals < 1) return;
    const name = pair.slice(0, equals);
    if (hasExpired(attributes)) this.#values.delete(name);
    else this.#values.set(name, pair.slice(equals + 1));
  }
}

/** RFC 6265 §5.3: `Max-Age` counts before `Expires`. */
function hasExpired(attributes: readonly string[]): boolean {
  const maxAge = attributeOf(attributes, "max-age");
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = attributeOf(attributes, "expires");
  return expires !== undefined && Date.parse(expires) <= Date.now();
}

function attributeOf(attributes: readonly string[], name: string): string | undefined {
  const start = `${name}=`;
  return attributes.find((attribute) => attribute.toLowerCase().startsWith(start))?.slice(start.length);
}
