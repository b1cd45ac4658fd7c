import { parentPort } from "node:worker_threads";
import { work } from "./ten-jobs.js";

parentPort.on("message", (number) => parentPort.postMessage(work(number)));
