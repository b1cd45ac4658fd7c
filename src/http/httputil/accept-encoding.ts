/**
 * How much a client wants a content coding: the quality that its `Accept-Encoding` gives it (RFC 9110 §12.5.3).
 *
 * @param field - the field, `undefined` if the request has none
 * @param coding - in lower case, such as `br`; `identity` is the content as it is
 * @returns 0, not at all, to 1; what is not mentioned is 0, and 1 for `identity`
 */
export function encodingQuality(field: string | undefined, coding: string): number {
  let quality = coding === "identity" ? 1 : 0;
  let isNamed = false;
  for (const member of (field ?? "").split(",")) {
    const [name = "", ...parameters] = member.split(";");
    const named = withoutAlias(name.trim().toLowerCase());
    if (named === coding) {
      isNamed = true;
      quality = qualityOf(parameters);
    } else if (named === "*" && !isNamed) {
      quality = qualityOf(parameters);
    }
  }
  return quality;
}

/** RFC 9110 §8.4.1.3: `x-gzip` is the same as `gzip`. */
function withoutAlias(name: string): string {
  return name === "x-gzip" ? "gzip" : name;
}

/** A weight that cannot be read is none: nobody who writes it means `never`, but nobody is harmed by less. */
function qualityOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    // Split, and not matched as a whole: white space between two parts that may be empty takes quadratic time to match.
    const [name = "", weight] = parameter.split("=", 2).map((part) => part.trim());
    if (weight === undefined || name.toLowerCase() !== "q") continue;
    return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
  }
  return 1;
}
