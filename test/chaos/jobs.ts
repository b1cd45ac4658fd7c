import { createHash } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import { blocking, sleepSync, workerLocal } from "typhoon/concurrent";
import { variables } from "./variables.ts";

/** How many pieces a stream has. */
export const piecesOfStream = 20;

/** Where each job notes that it ran, so that one which runs twice is seen. */
const ranFile = workerLocal(() => openSync(process.env[variables.ranFile] ?? "", "a"));

/** Computes a little. */
export const compute = blocking((id: string) => {
  noteRun(id);
  const hash = createHash("sha256");
  for (let round = 0; round < 2_000; round++) hash.update(id);
  return `${id} ${hash.digest("hex")}`;
});

/** Ends its worker in the middle of the work. */
export const die = blocking((id: string) => {
  noteRun(id);
  process.exit(3);
});

/** Does not look at the signal that asks it to end. */
export const beLate = blocking((id: string) => {
  noteRun(id);
  sleepSync(2_000);
  return id;
});

/** Computes piece by piece. */
export const pieces = blocking(function* (id: string) {
  noteRun(id);
  for (let piece = 0; piece < piecesOfStream; piece++) {
    sleepSync(1);
    yield `${id} ${piece}\n`;
  }
});

function noteRun(id: string): void {
  writeSync(ranFile(), `${id}\n`);
}
