import { createHash, randomBytes } from "node:crypto";

/** Who asks, for what. */
export interface DigestCredentials {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** The request target as it is sent. */
  readonly uri: string;
}

const hashes = new Map([
  ["md5", "md5"],
  ["sha-256", "sha256"],
  ["sha-512-256", "sha512-256"],
]);
const strongestFirst = ["sha-512-256", "sha-256", "md5"];

/**
 * Answers a server's question for digest credentials (RFC 7616), the strongest one of those that it asks.
 *
 * @param challenges - the value of `WWW-Authenticate` or `Proxy-Authenticate`, several joined with commas
 * @returns the value of `Authorization` or `Proxy-Authorization`; `undefined` if it asks nothing that can be answered
 */
export function answerChallenge(
  challenges: string | undefined,
  credentials: DigestCredentials,
): string | undefined {
  const asked = digestChallenges(challenges ?? "")
    .filter((challenge) => hashes.has(algorithmOf(challenge)) && hasKnownQop(challenge))
    .sort((a, b) => strongestFirst.indexOf(algorithmOf(a)) - strongestFirst.indexOf(algorithmOf(b)))[0];
  return asked && answer(asked, credentials);
}

type Challenge = ReadonlyMap<string, string>;

/** Takes the parameters of each Digest challenge out of the list; other schemes are passed over (RFC 9110 §11.6.1). */
export function digestChallenges(text: string): Challenge[] {
  const challenges: Map<string, string>[] = [];
  let current: Map<string, string> | undefined;
  // A scheme is a word that no `=` follows; a parameter is a word, `=`, and a word or a quoted text.
  const item = /([!#$%&'*+\-.^_`|~0-9A-Za-z]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?[ \t,]*/gy;
  for (const [, name = "", quoted, word] of text.matchAll(item)) {
    const value = quoted?.replace(/\\(.)/g, "$1") ?? word;
    if (value !== undefined) {
      current?.set(name.toLowerCase(), value);
    } else {
      current = name.toLowerCase() === "digest" ? new Map() : undefined;
      if (current !== undefined) challenges.push(current);
    }
  }
  return challenges.filter((challenge) => Boolean(challenge.get("nonce")));
}

function algorithmOf(challenge: Challenge): string {
  return (challenge.get("algorithm") ?? "MD5").toLowerCase().replace(/-sess$/, "");
}

function hasKnownQop(challenge: Challenge): boolean {
  const qop = challenge.get("qop");
  return qop === undefined || qop.split(",").some((one) => one.trim() === "auth");
}

function answer(challenge: Challenge, { username, password, method, uri }: DigestCredentials): string {
  const hash = (text: string) =>
    createHash(hashes.get(algorithmOf(challenge)) ?? "md5")
      .update(text)
      .digest("hex");
  const [realm = "", nonce = "", cnonce] = [
    challenge.get("realm"),
    challenge.get("nonce"),
    randomBytes(16).toString("hex"),
  ];
  const isSession = /-sess$/i.test(challenge.get("algorithm") ?? "");
  const secret = hash(`${username}:${realm}:${password}`.normalize("NFC"));
  const key = isSession ? hash(`${secret}:${nonce}:${cnonce}`) : secret;
  const count = "00000001";
  const hasQop = challenge.has("qop");
  const asked = hash(`${method}:${uri}`);
  const response = hash(
    hasQop ? `${key}:${nonce}:${count}:${cnonce}:auth:${asked}` : `${key}:${nonce}:${asked}`,
  );
  const quoted = {
    username,
    realm,
    nonce,
    uri,
    response,
    ...pick(challenge, "opaque"),
    ...((hasQop || isSession) && { cnonce }),
  };
  const bare = { ...pick(challenge, "algorithm"), ...(hasQop && { qop: "auth", nc: count }) };
  const fields = [
    ...Object.entries(quoted).map(([name, value]) => `${name}="${value.replace(/["\\]/g, "\\$&")}"`),
    ...Object.entries(bare).map(([name, value]) => `${name}=${value}`),
  ];
  return `Digest ${fields.join(", ")}`;
}

function pick(challenge: Challenge, name: string): Record<string, string> {
  const value = challenge.get(name);
  return value === undefined ? {} : { [name]: value };
}
