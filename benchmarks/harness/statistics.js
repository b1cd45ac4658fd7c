export function median(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function spread(values) {
  const known = values.filter((value) => value !== undefined);
  return { median: median(known), min: Math.min(...known), max: Math.max(...known) };
}

/**
 * `a` against `b`: divided round by round, since what disturbs a round disturbs both, and then the median of the
 * quotients. Rounds that one of them lacks do not count.
 */
export function pairedRatio(a, b) {
  const quotients = a.flatMap((value, round) =>
    value === undefined || b[round] === undefined ? [] : [value / b[round]],
  );
  return quotients.length === 0 ? undefined : spread(quotients);
}

/** The median, and between which values it lies in 95 of 100 such samples, whatever the distribution (order statistics). */
export function medianInterval(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = 0.98 * Math.sqrt(sorted.length);
  const low = Math.max(0, Math.floor(sorted.length / 2 - half));
  return { median: median(sorted), low: sorted[low], high: sorted[sorted.length - 1 - low] };
}
