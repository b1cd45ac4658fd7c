/** The codings in which answers can be compressed, the best first. */
export type Coding = "br" | "gzip";

const codings: readonly Coding[] = ["br", "gzip"];
// RFC 9110 §12.4.2
const weight = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/**
 * The coding that a client likes best (RFC 9110 §12.5.3); of equals, the one that compresses best.
 *
 * @param field - the whole `Accept-Encoding`; `undefined` if there is none
 * @returns `undefined` if it likes none of ours better than no coding at all
 */
export function preferredCoding(field: string | undefined): Coding | undefined {
  if (field === undefined || field === "") return undefined;
  const weights = weightsOf(field);
  let best: Coding | undefined;
  // Without being named, what is not coded is the least that a client takes.
  let bestWeight = weights.get("identity") ?? 0;
  for (const coding of codings) {
    const own = weights.get(coding) ?? weights.get("*") ?? 0;
    if (own > 0 && (own > bestWeight || (own === bestWeight && best === undefined)))
      [best, bestWeight] = [coding, own];
  }
  return best;
}

function weightsOf(field: string): ReadonlyMap<string, number> {
  return new Map(
    field.split(",").map((element) => {
      const [name = "", ...parameters] = element.split(";").map((part) => part.trim().toLowerCase());
      return [name === "x-gzip" ? "gzip" : name, weightOf(parameters[0])];
    }),
  );
}

/** A weight that cannot be read is no permission. */
function weightOf(parameter: string | undefined): number {
  return parameter === undefined ? 1 : Number(weight.exec(parameter)?.[1] ?? 0);
}
