// Marked in a module of their own: a worker evaluates it again. By path, as peers/typhoon.js.
import * as concurrent from "../../../dist/concurrent/index.js";
import * as tasks from "./tasks.js";

export const noop = concurrent.blocking(tasks.noop);
export const touch = concurrent.blocking(tasks.touch);
export const spin = concurrent.blocking(tasks.spin);

export const touchAndMove = concurrent.blocking((bytes) => {
  const answer = tasks.touch(bytes);
  return concurrent.transfer === undefined ? answer : concurrent.transfer(answer, [answer.buffer]);
});
