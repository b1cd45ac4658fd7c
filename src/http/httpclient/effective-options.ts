import type { FetchOptions } from "./client-options.ts";
import { type HTTPRequest, noOptions } from "./http-request.ts";
import { checkRequestLimits } from "./request-limits.ts";

const builtIn = {
  allowNonstandardMethods: false,
  allowIpv6: true,
  authMode: "basic",
  connectTimeoutMs: 20_000,
  decompressResponse: true,
  expect100Continue: false,
  followRedirects: true,
  maxBodySize: 100 * 1024 * 1024,
  maxRedirects: 5,
  proxyAuthMode: "basic",
  requestTimeoutMs: 20_000,
  userAgent: "Typhoon",
  validateCert: true,
} as const satisfies FetchOptions;

/** The options of a request with everything filled in that has a default. */
export type EffectiveOptions = FetchOptions & Required<Pick<FetchOptions, keyof typeof builtIn>>;

/** What requests leave out: a client's own defaults, and beneath them everyone's. */
export function defaultsOf(own: FetchOptions = {}): EffectiveOptions {
  return { ...builtIn, ...own };
}

const needBody = new Set(["POST", "PUT", "PATCH"]);
const mustNotHaveBody = new Set(["GET", "HEAD", "OPTIONS"]);
const knownMethods = new Set([...needBody, ...mustNotHaveBody, "DELETE"]);

/**
 * @throws {TypeError} if method and body do not fit, or options contradict each other
 * @throws {RangeError} if a number is none that can be used
 */
export function effectiveOptions(request: HTTPRequest, defaults: EffectiveOptions): EffectiveOptions {
  const options = request.options === noOptions ? defaults : { ...defaults, ...request.options };
  if (!options.allowNonstandardMethods) checkMethod(request, options);
  if (request.body !== undefined && options.bodyProducer !== undefined)
    throw new TypeError("Cannot fetch with body and bodyProducer: give one of them");
  if (request.headers.size > 0) checkLength(request, options);
  if (options.proxyHost !== undefined && options.proxyPort === undefined)
    throw new TypeError("Cannot fetch through proxyHost as proxyPort is missing");
  for (const name of ["authMode", "proxyAuthMode"] as const) {
    if (options[name] === "basic" || options[name] === "digest") continue;
    throw new TypeError(
      `Cannot fetch with ${name} ${JSON.stringify(options[name])}: use "basic" or "digest"`,
    );
  }
  if (options !== defaults) checkRequestLimits(options);
  return options;
}

/** Nothing is sent of a request that would leave the server waiting for the rest of its body. */
function checkLength({ headers, body }: HTTPRequest, { bodyProducer }: FetchOptions): void {
  const length = headers.get("Content-Length");
  if (length === undefined || (bodyProducer !== undefined && /^[0-9]{1,15}$/.test(length))) return;
  const size = body?.length ?? 0;
  if (bodyProducer === undefined && length === String(size)) return;
  const rule = bodyProducer === undefined ? `the body has ${size} bytes` : "it is not a whole number";
  throw new TypeError(
    `Cannot fetch with the header Content-Length ${JSON.stringify(length)} because ${rule}: leave the header out`,
  );
}

function checkMethod({ method, body }: HTTPRequest, { bodyProducer }: FetchOptions): void {
  if (!knownMethods.has(method)) {
    throw new TypeError(
      `Cannot fetch with method ${JSON.stringify(method)}: use ${[...knownMethods].join(", ")}, or set allowNonstandardMethods`,
    );
  }
  const hasBody = (body ?? bodyProducer) !== undefined;
  if (hasBody ? !mustNotHaveBody.has(method) : !needBody.has(method)) return;
  const rule = hasBody ? "must not have" : "needs";
  throw new TypeError(
    `Cannot fetch as method ${method} ${rule} a body: set allowNonstandardMethods to do it anyway`,
  );
}
