import { perThread } from "./per-thread.ts";

/** A call on a worker that ends with the process unless it ends before. */
export interface EndableCall {
  /** Whether it was made for a request, which may still need it. */
  readonly isForCaller: boolean;
  /** For the log. */
  readonly functionName: string;
  /** Makes `currentTask().aborted` true for it, if it runs. */
  tellToEnd(): void;
}

interface OrderlyEnd {
  readonly calls: Set<EndableCall>;
  /** Whose calls are told, those that begin later included. */
  told: "none" | "without caller" | "all";
}

let found: OrderlyEnd | undefined;

function orderlyEnd(): OrderlyEnd {
  found ??= perThread<OrderlyEnd>(Symbol.for("typhoon.concurrent.orderlyEnd"), () => ({
    calls: new Set(),
    told: "none",
  }));
  return found;
}

/** This call is to be told when the process ends, until {@link endsNoMore}. */
export function endsWithProcess(call: EndableCall): void {
  orderlyEnd().calls.add(call);
}

/** The call is over. */
export function endsNoMore(call: EndableCall): void {
  orderlyEnd().calls.delete(call);
}

/** A worker has begun the call: it is told at once if the process ends already. */
export function hasBegun(call: EndableCall): void {
  const { told } = orderlyEnd();
  if (told === "all" || (told === "without caller" && !call.isForCaller)) call.tellToEnd();
}

/**
 * The process ends: running calls are told so, and go on until they look. Nothing is ended by force.
 *
 * @param whose - calls that were made without a caller such as a request, or all
 */
export function tellCallsToEnd(whose: "without caller" | "all"): void {
  const end = orderlyEnd();
  end.told = whose;
  for (const call of end.calls) hasBegun(call);
}

/** The functions of the calls that are not over. */
export function unendedCalls(): readonly string[] {
  return [...orderlyEnd().calls].map(({ functionName }) => functionName);
}
