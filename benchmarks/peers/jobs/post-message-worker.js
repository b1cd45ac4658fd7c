import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { hashPassword } from "./hash-password.js";

if (process.platform === "linux" && workerData.niceness > 0) setPriority(0, workerData.niceness);

parentPort.on("message", (cost) => parentPort.postMessage(hashPassword(cost)));
