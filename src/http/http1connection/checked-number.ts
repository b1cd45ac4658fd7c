import { checkedCount } from "../../base/errors/internal.ts";

/**
 * @param name - of the option, for the message
 * @returns `value`
 * @throws {TypeError} if it is not a number
 * @throws {RangeError} if it is not a whole number from `least`
 */
export function checkedNumber(name: string, value: number, least: number): number {
  return checkedCount("make a connection", name, value, least);
}
