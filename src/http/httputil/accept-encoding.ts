// RFC 9110 §12.4.2: no white space around `=`, three digits at the most.
const weight = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/**
 * Those of the content codings that there are which a client takes, the one that it likes best first (RFC 9110 §12.5.3).
 *
 * One that it likes less than content as it is (`identity`) is not among them. Without being named, `identity` is the
 * least that a client takes, as whoever says `gzip;q=0.5` and nothing else would not want nothing coded.
 *
 * @param field - the whole `Accept-Encoding`; `undefined` if there is none
 * @param codings - in lower case; of those that a client likes equally, the earlier ones go first
 */
export function acceptedCodings<Coding extends string>(
  field: string | undefined,
  codings: readonly Coding[],
): Coding[] {
  if (field === undefined || field === "") return [];
  const weights = weightsOf(field);
  const weightOfCoding = (coding: string) => weights.get(coding) ?? weights.get("*") ?? 0;
  const least = weights.get("identity") ?? 0;
  return codings
    .filter((coding) => weightOfCoding(coding) > 0 && weightOfCoding(coding) >= least)
    .sort((a, b) => weightOfCoding(b) - weightOfCoding(a));
}

function weightsOf(field: string): ReadonlyMap<string, number> {
  return new Map(
    field.split(",").map((element) => {
      const [name = "", ...parameters] = element.split(";").map((part) => part.trim().toLowerCase());
      // RFC 9110 §8.4.1.3
      return [name === "x-gzip" ? "gzip" : name, weightOf(parameters)];
    }),
  );
}

/** A coding has no parameter but its weight. What cannot be read as one is no permission. */
function weightOf(parameters: readonly string[]): number {
  const [parameter, ...more] = parameters;
  if (parameter === undefined) return 1;
  return more.length === 0 ? Number(weight.exec(parameter)?.[1] ?? 0) : 0;
}
