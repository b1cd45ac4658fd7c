/**
 * @param name - of the option, for the message
 * @returns `value`
 * @throws {RangeError} if it is not a whole number from `least`
 */
export function checkedNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(
    `Cannot use ${name} as it has to be a whole number from ${least}: current value is ${value}`,
  );
}
