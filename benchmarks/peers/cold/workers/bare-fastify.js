import { parentPort } from "node:worker_threads";
import Fastify from "fastify";
import { work } from "./ten-jobs.js";

export const app = Fastify();
parentPort.on("message", (number) => parentPort.postMessage(work(number)));
