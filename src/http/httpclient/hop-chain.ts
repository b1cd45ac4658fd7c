import type { AnswerHead } from "./answer.ts";
import { proxySettings } from "./connection-settings.ts";
import { answerChallenge } from "./digest-auth.ts";
import type { EffectiveOptions } from "./effective-options.ts";
import { type Credentials, firstHop, type Hop } from "./hop.ts";
import type { HTTPRequest } from "./http-request.ts";
import { isRedirect, nextHop } from "./redirects.ts";
import { canRepeat } from "./request-body.ts";
import { type Authorization, requestTarget } from "./wire-request.ts";

/** The hops of one fetch: decides, by the head of each answer, whether there is another. */
export class HopChain {
  readonly #options: EffectiveOptions;
  readonly #first: Hop;
  #hop: Hop;
  #redirects = 0;
  #hasTooManyRedirects = false;
  #authorization: Authorization = {};

  constructor(request: HTTPRequest, options: EffectiveOptions) {
    this.#options = options;
    this.#first = firstHop(request, options);
    this.#hop = this.#first;
  }

  /** The present one. */
  get hop(): Hop {
    return this.#hop;
  }

  /** The answers to the questions that were asked about the present one. */
  get authorization(): Authorization {
    return this.#authorization;
  }

  /** Whether the last answer is a redirect that may not be followed any more. */
  get hasTooManyRedirects(): boolean {
    return this.#hasTooManyRedirects;
  }

  /** @returns whether there is something to fetch instead of giving this answer back; then it is the present hop */
  advance({ code, headers }: AnswerHead): boolean {
    if (code === 401) return this.#answerTo("server", headers.get("WWW-Authenticate"));
    if (code === 407) return this.#answerTo("proxy", headers.get("Proxy-Authenticate"));
    const location = headers.get("Location");
    if (!this.#options.followRedirects || location === undefined || !isRedirect(code, location)) return false;
    return this.#follow(nextHop(this.#first, this.#hop, code, location));
  }

  #follow(next: Hop | undefined): boolean {
    if (next === undefined) return false;
    this.#hasTooManyRedirects = this.#redirects >= this.#options.maxRedirects;
    if (this.#hasTooManyRedirects) return false;
    this.#redirects++;
    this.#authorization = {};
    this.#hop = next;
    return true;
  }

  /** The same hop once more, with an answer to the question; each is answered once. */
  #answerTo(asker: keyof Authorization, challenge: string | undefined): boolean {
    const { method, url, credentials, bodyProducer } = this.#hop;
    const known = asker === "server" ? credentials : this.#proxyCredentials();
    const isAnswered = this.#authorization[asker] !== undefined;
    if (known?.mode !== "digest" || isAnswered || !canRepeat(bodyProducer)) return false;
    const uri = asker === "server" ? requestTarget(url) : url.origin + requestTarget(url);
    const answer = answerChallenge(challenge, { ...known, method, uri });
    if (answer === undefined) return false;
    this.#authorization = { ...this.#authorization, [asker]: answer };
    return true;
  }

  #proxyCredentials(): Credentials | undefined {
    const proxy = proxySettings(this.#options);
    if (proxy?.username === undefined) return undefined;
    const { username, password, isDigest } = proxy;
    return { username, password, mode: isDigest ? "digest" : "basic" };
  }
}
