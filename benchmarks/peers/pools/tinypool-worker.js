import { Tinypool } from "tinypool";
import { touch } from "./tasks.js";

export { noop, spin, touch } from "./tasks.js";

export function touchAndMove(bytes) {
  return Tinypool.move(touch(bytes));
}
