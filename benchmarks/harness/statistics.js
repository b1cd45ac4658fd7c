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
