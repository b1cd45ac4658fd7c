import { move } from "piscina";
import { touch } from "./tasks.js";

export { noop, spin, touch } from "./tasks.js";

export function touchAndMove(bytes) {
  return move(touch(bytes));
}
