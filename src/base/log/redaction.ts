const defaultNames = ["access_token", "api_key", "apikey", "password", "secret", "token"];

let secretValue = patternOf(defaultNames);

/**
 * Names the arguments whose values no log line shows, instead of `access_token`, `api_key`, `apikey`, `password`, `secret`
 * and `token`: in the URL of a request they are replaced by `[redacted]`.
 *
 * @param names - of arguments in a query, in any case; none: nothing is replaced
 * @example
 * ```ts
 * import { redactArguments } from "typhoon/log";
 *
 * redactArguments(["token", "session"]);
 * ```
 */
export function redactArguments(names: readonly string[]): void {
  secretValue = patternOf(names);
}

/** A URL as a log line may show it. */
export function redactedUrl(url: string): string {
  if (secretValue === undefined || !url.includes("?")) return url;
  return url.replace(secretValue, "$1[redacted]");
}

function patternOf(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  const literal = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`([?&](?:${literal.join("|")})=)[^&#]+`, "gi");
}
