import type { Future } from "../../concurrent/index.ts";
import { asFuture } from "../../concurrent/internal.ts";
import type { Permit } from "./permit.ts";

/** Calls `fn` once there is a permit, which is released when what `fn` returned is settled. */
export function callWith<R>(acquired: Future<Permit>, fn: () => R): Future<Awaited<R>> {
  return asFuture(callThenRelease(acquired, fn));
}

async function callThenRelease<R>(acquired: Future<Permit>, fn: () => R): Promise<Awaited<R>> {
  const permit = await acquired;
  try {
    return await fn();
  } finally {
    permit.release();
  }
}
