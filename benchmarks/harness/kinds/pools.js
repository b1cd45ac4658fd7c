// What the kinds that run pools share.
import { median } from "../statistics.js";
import { percent } from "../tables.js";

const noisySpread = 0.25;
const othersLimit = 0.1;

export function spreadDoubts(entries) {
  return entries.flatMap(([name, { median, min, max }]) => {
    const width = (max - min) / median;
    if (!(width > noisySpread)) return [];
    return [
      `${name}: its rounds differ by ${percent(width)} of the median: measure again on a quieter machine.`,
    ];
  });
}

/** How much of the processors programs had that are no part of the measurement, where /proc tells. */
export function othersDoubts({ results }) {
  const shares = [...results.values()].flat().map((turn) => turn?.othersShare);
  const share = median(shares);
  if (!(share > othersLimit)) return [];
  return [
    `Other programs had ${percent(share)} of the processors (the median of all turns; ${percent(Math.max(...shares.filter(Boolean)))} at most): ` +
      "only ratios mean something, and those little.",
  ];
}

export function unpinnedMethod({ warmUp, seconds }, sentence) {
  return [
    `A turn: a fresh process that has the pool and calls it, ${warmUp} s of warm-up, ${seconds} s measured, every answer`,
    `checked. Nothing was pinned to a core. ${sentence}`,
  ];
}
