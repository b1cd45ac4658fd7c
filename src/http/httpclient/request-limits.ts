import { checkedDuration, checkedLimit } from "../../base/errors/internal.ts";
import type { FetchOptions } from "./client-options.ts";

const durations = ["connectTimeoutMs", "requestTimeoutMs"] as const;
const counts = ["maxBodySize", "maxRedirects"] as const;

/** What a request limits. */
export type RequestLimits = Pick<FetchOptions, (typeof durations)[number] | (typeof counts)[number]>;

/**
 * @throws {TypeError} if a limit is not a number
 * @throws {RangeError} if one is negative or NaN, or not whole where it has to be
 */
export function checkRequestLimits(limits: Required<RequestLimits>): void {
  for (const name of durations) checkedDuration("fetch", name, limits[name]);
  for (const name of counts) checkedLimit("fetch", name, limits[name], 0);
}

/** As {@link checkRequestLimits}; what is missing comes from the client. */
export function checkOwnLimits(limits: RequestLimits): void {
  for (const name of durations) if (limits[name] !== undefined) checkedDuration("fetch", name, limits[name]);
  for (const name of counts) if (limits[name] !== undefined) checkedLimit("fetch", name, limits[name], 0);
}
