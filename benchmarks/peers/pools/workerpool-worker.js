import workerpool from "workerpool";
import { noop, spin, touch } from "./tasks.js";

function touchAndMove(bytes) {
  return new workerpool.Transfer(touch(bytes), [bytes.buffer]);
}

workerpool.worker({ noop, spin, touch, touchAndMove });
